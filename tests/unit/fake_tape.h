/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_UNIT_FAKE_TAPE_H
#define TESTS_UNIT_FAKE_TAPE_H

/* A tape that only counts, and can be full; with fake_scribe.h it stands in for
 * the store under the tee.  The recorder is another thread: all is under the
 * lock. */
#include "tests/test.h"

#include "proxy/log.h"
#include "store/tape.h"

#include <pthread.h>

enum { CONNECTIONS = 1000 };

struct sums {
	uint64_t frames, bytes, gap_frames, gap_bytes, gaps, opened, closed;
};

static struct {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct sums taken, committed;
	uint64_t last[CONNECTIONS]; /* sequence seen, by connection */
	bool ordered;
	bool held; /* scribe_frame() waits */
	bool room;
	int fail_frames, fail_commits; /* so many more */
	char why[64];
	uint64_t spill_read;
	bool forgotten; /* the facts about the spill file */
	int logged_errors;
	char *path;
} fake = { .lock = PTHREAD_MUTEX_INITIALIZER,
	   .changed = PTHREAD_COND_INITIALIZER };

struct tape {
	int none;
};

void tape_rollback(struct tape *t)
{
	(void)t;
	pthread_mutex_lock(&fake.lock);
	fake.taken = fake.committed;
	pthread_mutex_unlock(&fake.lock);
}

const char *tape_path(const struct tape *t)
{
	(void)t;
	return fake.path;
}

int64_t tape_fact_int(struct tape *t, const char *key, int64_t otherwise)
{
	(void)t;
	(void)key;
	return fake.spill_read ? (int64_t)fake.spill_read : otherwise;
}

sqlite3_stmt *tape_statement(struct tape *t, const char *sql, struct err *e)
{
	(void)t;
	(void)e;
	fake.forgotten = strstr(sql, "DELETE") != NULL;
	return NULL;
}

int tape_step(struct tape *t, sqlite3_stmt *statement, struct err *e)
{
	(void)t;
	(void)statement;
	(void)e;
	return 0;
}

int tape_shrink_log(struct tape *t, struct err *e)
{
	(void)t;
	(void)e;
	return 0;
}

bool tape_has_room(const struct tape *t, uint64_t reserve)
{
	bool room;

	(void)t;
	(void)reserve;
	pthread_mutex_lock(&fake.lock);
	room = fake.room;
	pthread_mutex_unlock(&fake.lock);
	return room;
}

void log_line(enum log_level level, const char *format, ...)
{
	(void)format;
	pthread_mutex_lock(&fake.lock);
	fake.logged_errors += level == LOG_ERROR;
	pthread_mutex_unlock(&fake.lock);
}

static inline void hold(bool held)
{
	pthread_mutex_lock(&fake.lock);
	fake.held = held;
	pthread_cond_broadcast(&fake.changed);
	pthread_mutex_unlock(&fake.lock);
}

static inline void set_room(bool room)
{
	pthread_mutex_lock(&fake.lock);
	fake.room = room;
	pthread_mutex_unlock(&fake.lock);
}

static inline struct sums committed(void)
{
	struct sums sums;

	pthread_mutex_lock(&fake.lock);
	sums = fake.committed;
	pthread_mutex_unlock(&fake.lock);
	return sums;
}

/* So many more times. */
static inline bool fails(int *left)
{
	if (*left == 0)
		return false;
	--*left;
	return true;
}

/* A commit with frames in it: others come whenever time has passed. */
static inline bool commit_fails(void)
{
	return fake.taken.frames > fake.committed.frames &&
	       fails(&fake.fail_commits);
}

#endif
