/* SPDX-License-Identifier: Apache-2.0 */
/* transactor.c - a thread that waits for transaction coordinators. */
#include "replay/transactor.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SLICE_MS = 500 }; /* between two looks at whether to give up */

enum stage { IDLE, ASKED, DONE };

struct transactor {
	rd_kafka_t *handle;
	int wake;
	int64_t timeout_ms;
	pthread_t thread;
	pthread_mutex_t lock; /* of all below */
	pthread_cond_t asked;
	enum transactor_job job;
	enum stage stage;
	bool stopped;
	struct err why;
};

/* One try; NULL: it worked.  After a time-out the same call goes on. */
static rd_kafka_error_t *attempt(const struct transactor *t,
				 enum transactor_job job)
{
	switch (job) {
	case TRANSACTOR_INIT:
		return rd_kafka_init_transactions(t->handle, SLICE_MS);
	case TRANSACTOR_COMMIT:
		return rd_kafka_commit_transaction(t->handle, SLICE_MS);
	case TRANSACTOR_ABORT: break;
	}
	return rd_kafka_abort_transaction(t->handle, SLICE_MS);
}

static bool is_stopped(struct transactor *t)
{
	bool stopped;

	pthread_mutex_lock(&t->lock);
	stopped = t->stopped;
	pthread_mutex_unlock(&t->lock);
	return stopped;
}

static void work(struct transactor *t, enum transactor_job job, struct err *why)
{
	static const char *const names[] = {
		[TRANSACTOR_INIT] = "begin",
		[TRANSACTOR_COMMIT] = "commit",
		[TRANSACTOR_ABORT] = "abort",
	};
	int64_t left = t->timeout_ms;
	rd_kafka_error_t *error;
	bool again;

	*why = (struct err) { ERR_NONE, "" };
	do {
		error = attempt(t, job);
		if (!error)
			return;
		left -= SLICE_MS;
		again = rd_kafka_error_is_retriable(error) && left > 0 &&
			!is_stopped(t);
		if (!again)
			err_set(why, ERR_UNPROVEN,
				"cannot %s a transaction: %s", names[job],
				rd_kafka_error_string(error));
		rd_kafka_error_destroy(error);
	} while (again);
}

static void *run(void *arg)
{
	struct transactor *t = arg;
	struct err why;

	pthread_mutex_lock(&t->lock);
	for (;;) {
		while (t->stage != ASKED && !t->stopped)
			pthread_cond_wait(&t->asked, &t->lock);
		if (t->stopped)
			break;
		pthread_mutex_unlock(&t->lock);
		work(t, t->job, &why);
		pthread_mutex_lock(&t->lock);
		t->why = why;
		t->stage = DONE;
		if (write(t->wake, "t", 1) < 0)
			continue; /* a full pipe wakes, too */
	}
	pthread_mutex_unlock(&t->lock);
	return NULL;
}

int transactor_start(struct transactor **out, rd_kafka_t *handle, int wake,
		     int64_t timeout_ms, struct err *e)
{
	struct transactor *t = calloc(1, sizeof(*t));
	int rc;

	*out = NULL;
	if (!t)
		return err_set(e, ERR_IO, "no memory for a transaction");
	t->handle = handle;
	t->wake = wake;
	t->timeout_ms = timeout_ms;
	pthread_mutex_init(&t->lock, NULL);
	pthread_cond_init(&t->asked, NULL);
	rc = pthread_create(&t->thread, NULL, run, t);
	if (rc) {
		free(t);
		return err_set(e, ERR_IO, "cannot start a thread: %s",
			       strerror(rc));
	}
	*out = t;
	return 0;
}

void transactor_stop(struct transactor *t)
{
	if (!t)
		return;
	pthread_mutex_lock(&t->lock);
	t->stopped = true;
	pthread_cond_signal(&t->asked);
	pthread_mutex_unlock(&t->lock);
	pthread_join(t->thread, NULL);
	pthread_cond_destroy(&t->asked);
	pthread_mutex_destroy(&t->lock);
	free(t);
}

void transactor_ask(struct transactor *t, enum transactor_job job)
{
	pthread_mutex_lock(&t->lock);
	t->job = job;
	t->stage = ASKED;
	pthread_cond_signal(&t->asked);
	pthread_mutex_unlock(&t->lock);
}

bool transactor_done(struct transactor *t, struct err *why)
{
	bool done;

	pthread_mutex_lock(&t->lock);
	done = t->stage == DONE;
	if (done) {
		*why = t->why;
		t->stage = IDLE;
	}
	pthread_mutex_unlock(&t->lock);
	return done;
}
