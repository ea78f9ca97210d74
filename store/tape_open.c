/* SPDX-License-Identifier: Apache-2.0 */
/* tape_open.c - from a path to an open tape: who may write, is it a tape at
 * all, how SQLite is set up.  What is then written is tape.c's and insert.c's.
 *
 *   PATH           the database; its first 100 bytes say whether it is a tape
 *   PATH-wal, -shm SQLite's, while it is recorded
 *   PATH.spill     events that were not read in yet (spill.h)
 *
 * One process writes: it holds flock() on PATH while the tape is open.  SQLite
 * uses fcntl() locks, which are others; but closing any descriptor of a file
 * drops them, so ours is closed after SQLite's. */
#include "store/tape_internal.h"

#include "codec/message.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

extern const char store_schema_sql[];
extern const char store_views_sql[];

enum {
	SQLITE_HEADER = 100, /* https://sqlite.org/fileformat.html 1.3 */
	HEADER_PAGE_SIZE = 16,
	HEADER_PAGES = 28,
	HEADER_USER_VERSION = 60,
	HEADER_APPLICATION_ID = 68,
	APPLICATION_ID = 0x4B544150,
	MAJOR = 1,
};

/* Checkpoint every 64 MiB of log: rarer costs readers, who look into the log
 * before the file; oftener costs the recorder an fsync each. */
static const char writer_settings[] = "PRAGMA journal_mode = WAL;"
				      "PRAGMA synchronous = NORMAL;"
				      "PRAGMA wal_autocheckpoint = 2000;"
				      "PRAGMA cache_size = -16384;";

static const char reader_settings[] = "PRAGMA query_only = ON;"
				      "PRAGMA cache_size = -65536;";

static int refuse(const struct tape *t, struct err *e, const char *verb)
{
	int error = errno;
	const char *slash = strrchr(t->path, '/');
	int folder = slash ? (int)(slash - t->path) : 0;

	if (error == ENOENT && folder > 0 && t->mode != TAPE_READ)
		return err_set(e, ERR_IO,
			       "cannot %s '%s': is there a folder '%.*s'?",
			       verb, t->path, folder, t->path);
	return err_set(e, ERR_IO, "cannot %s '%s': %s", verb, t->path,
		       strerror(error));
}

static uint32_t big_endian_32(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	       (uint32_t)p[2] << 8 | p[3];
}

/* For SQLite, which goes to and fro in it. */
static int open_plain(const struct tape *t, struct err *e)
{
	int fd = open(t->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;

	if (fd < 0)
		return refuse(t, e, "open");
	if (fstat(fd, &st) == 0 && (S_ISREG(st.st_mode) || S_ISDIR(st.st_mode)))
		return fd; /* what is wrong with a folder is said on reading */
	close(fd);
	return err_set(e, ERR_TAPE,
		       "'%s' is not a tape: it is no file but a pipe or a "
		       "device; copy it to a file first",
		       t->path);
}

/* Do the first bytes say that this is a tape of a version that we know? */
static int verify(const struct tape *t, int fd, struct err *e)
{
	static const char magic[16] = "SQLite format 3";
	uint8_t header[SQLITE_HEADER];
	ssize_t got = pread(fd, header, sizeof(header), 0);
	uint32_t version;

	if (got < 0)
		return refuse(t, e, "read");
	if (got != sizeof(header) || memcmp(header, magic, sizeof(magic)) != 0)
		return err_set(e, ERR_TAPE, "'%s' is not a tape: %s", t->path,
			       got ? "not an SQLite file" : "it is empty");
	if (big_endian_32(header + HEADER_APPLICATION_ID) != APPLICATION_ID)
		return err_set(e, ERR_TAPE,
			       "'%s' is not a tape: an SQLite file, but not "
			       "ktape's",
			       t->path);
	version = big_endian_32(header + HEADER_USER_VERSION);
	if (version / 1000 != MAJOR)
		return err_set(e, ERR_TAPE,
			       "'%s' is a tape of format %u, this ktape knows "
			       "%d: use a newer ktape",
			       t->path, version / 1000, MAJOR);
	return 0;
}

/* Become the one who writes.  A reader looks at the lock for a moment. */
static int take_lock(struct tape *t, int fd, struct err *e)
{
	const struct timespec moment = { .tv_nsec = 5000000 };

	t->lock = fd;
	for (int tries = 0; tries < 4; tries++) {
		if (flock(fd, LOCK_EX | LOCK_NB) == 0)
			return 0;
		if (errno != EWOULDBLOCK)
			return refuse(t, e, "lock");
		nanosleep(&moment, NULL);
	}
	return err_set(e, ERR_IO,
		       "'%s' is being recorded or sealed by another ktape: "
		       "wait until it is done",
		       t->path);
}

static bool sibling_exists(const struct tape *t, const char *suffix)
{
	char *path = NULL;
	bool exists = asprintf(&path, "%s%s", t->path, suffix) > 0 &&
		      access(path, F_OK) == 0;

	free(path);
	return exists;
}

static int sibling_remove(const struct tape *t, const char *suffix)
{
	char *path = NULL;
	int rc = asprintf(&path, "%s%s", t->path, suffix) > 0 ? unlink(path)
							      : -1;

	if (rc < 0 && errno == ENOENT)
		rc = 0;
	free(path);
	return rc;
}

static int remove_files(const struct tape *t)
{
	static const char *const suffixes[] = { "-wal", "-shm", "-journal",
						".spill", "" };

	for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++)
		if (sibling_remove(t, suffixes[i]) < 0)
			return -1;
	return 0;
}

/* --force: what is there goes, if it is a tape (or empty) and nobody's. */
static int remove_old(struct tape *t, struct err *e)
{
	struct stat st;
	int fd = open(t->path, O_RDONLY | O_CLOEXEC), rc = 0;

	if (fd >= 0) {
		if (fstat(fd, &st) < 0)
			rc = refuse(t, e, "read");
		else if (st.st_size > 0 && verify(t, fd, e) < 0)
			rc = e && e->code == ERR_TAPE
				     ? err_set(e, ERR_TAPE,
					       "'%s' is not a tape, so --force "
					       "does not replace it",
					       t->path)
				     : -1;
		if (rc == 0)
			rc = take_lock(t, fd, e);
		else
			close(fd);
	} else if (errno != ENOENT) {
		return refuse(t, e, "open");
	}
	if (rc == 0 && remove_files(t) < 0)
		rc = refuse(t, e, "replace");
	if (t->lock >= 0)
		close(t->lock);
	t->lock = -1;
	return rc;
}

/* A new, empty file; *created says so. */
static int make_file(struct tape *t, struct err *e)
{
	int fd;

	if (t->mode != TAPE_FORCE && access(t->path, F_OK) != 0 &&
	    sibling_exists(t, ".spill"))
		return err_set(e, ERR_USAGE,
			       "'%s.spill' is left from a recording whose tape "
			       "is gone: remove it, or use --force",
			       t->path);
	fd = open(t->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	if (fd < 0 && errno == EEXIST)
		return err_set(
			e, ERR_USAGE,
			"tape '%s' exists: --force replaces it, --append "
			"goes on with it",
			t->path);
	if (fd < 0)
		return refuse(t, e, "create");
	t->created = true;
	return take_lock(t, fd, e);
}

static int find_file(struct tape *t, struct err *e)
{
	int fd = open(t->path, O_RDWR | O_CLOEXEC);

	if (fd < 0)
		return refuse(t, e, "open");
	if (take_lock(t, fd, e) < 0)
		return -1;
	return verify(t, fd, e);
}

/* Names for keys and codes: `sql` binds number and name. */
static int fill_names(struct tape *t, const char *sql,
		      bool (*at)(size_t, int16_t *, const char **),
		      struct err *e)
{
	sqlite3_stmt *st = NULL;
	int16_t number;
	const char *name;
	int rc = sqlite3_prepare_v2(t->db, sql, -1, &st, NULL);

	for (size_t i = 0; rc == SQLITE_OK && at(i, &number, &name); i++) {
		sqlite3_bind_int(st, 1, number);
		sqlite3_bind_text(st, 2, name, -1, SQLITE_STATIC);
		rc = sqlite3_step(st);
		sqlite3_reset(st);
		rc = rc == SQLITE_DONE ? SQLITE_OK : rc;
	}
	sqlite3_finalize(st);
	return rc == SQLITE_OK ? 0 : tape_error(t, e, rc, "create");
}

/* All of it in one transaction, so that a kill leaves no half of a tape. */
static int make_tape(struct tape *t, struct err *e)
{
	if (tape_exec(t, "BEGIN", "create", e) < 0 ||
	    tape_exec(t, store_schema_sql, "create", e) < 0 ||
	    tape_exec(t, store_views_sql, "create", e) < 0 ||
	    fill_names(t, "INSERT OR REPLACE INTO api VALUES (?, ?)", api_at,
		       e) < 0 ||
	    fill_names(t, "INSERT OR REPLACE INTO error VALUES (?, ?)",
		       error_at, e) < 0 ||
	    tape_set_fact(t, "ktape", KTAPE_VERSION, e) < 0 ||
	    tape_set_fact_int(t, "complete", 0, e) < 0 ||
	    tape_set_fact_int(t, "indexed", 0, e) < 0)
		return -1;
	return tape_exec(t, "COMMIT", "create", e);
}

static int open_database(struct tape *t, const char *name, int flags,
			 struct err *e)
{
	/* nobody asks how much memory SQLite uses, and counting it takes a lock
	 * an allocation; refused, and harmless, once SQLite is in use */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	int rc = sqlite3_open_v2(name, &t->db,
				 flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI,
				 NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_extended_result_codes(t->db, 1);
	if (rc != SQLITE_OK)
		return tape_error(t, e, rc, "open");
	sqlite3_busy_timeout(t->db, TAPE_BUSY_MS);
	return 0;
}

/* The tape as a file: URI, so that a name with '?' or '#' is only a name. */
static char *file_uri(const char *path, const char *query)
{
	size_t size = 3 * strlen(path) + strlen(query) + 8;
	char *uri = malloc(size), *p = uri;

	if (!uri)
		return NULL;
	p += snprintf(p, size, "file:");
	for (; *path; path++)
		if (strchr("?#%", *path))
			p += snprintf(p, 4, "%%%02X", (unsigned char)*path);
		else
			*p++ = *path;
	snprintf(p, size - (size_t)(p - uri), "%s", query);
	return uri;
}

static int open_uri(struct tape *t, const char *query, int flags, struct err *e)
{
	char *uri = file_uri(t->path, query);
	int rc = uri ? open_database(t, uri, flags, e)
		     : err_set(e, ERR_IO, "out of memory");

	free(uri);
	return rc;
}

static int open_to_write(struct tape *t, struct err *e)
{
	bool fresh = t->mode == TAPE_CREATE || t->mode == TAPE_FORCE ||
		     (t->mode == TAPE_APPEND && access(t->path, F_OK) != 0);

	if (t->mode == TAPE_FORCE && remove_old(t, e) < 0)
		return -1;
	if ((fresh ? make_file(t, e) : find_file(t, e)) < 0 ||
	    open_uri(t, "", SQLITE_OPEN_READWRITE, e) < 0 ||
	    (fresh && make_tape(t, e) < 0) ||
	    tape_exec(t, writer_settings, "open", e) < 0)
		return -1;
	t->appending = t->mode == TAPE_APPEND && !fresh;
	if (t->appending && tape_is_cut(t))
		return err_set(e, ERR_USAGE,
			       "'%s' is a slice of another tape: record to a "
			       "tape of its own",
			       t->path);
	return inserts_prepare(t, e);
}

/* Of a file that is shorter than its first page says SQLite reads nothing. */
static int unreadable(const struct tape *t, int rc, struct err *e)
{
	uint8_t header[SQLITE_HEADER] = { 0 };
	int fd = open(t->path, O_RDONLY | O_CLOEXEC);
	uint64_t whole = 0;
	struct stat st = { 0 };

	if (fd >= 0 && fstat(fd, &st) == 0 &&
	    pread(fd, header, sizeof(header), 0) == sizeof(header)) {
		uint64_t page = (uint64_t)header[HEADER_PAGE_SIZE] << 8 |
				header[HEADER_PAGE_SIZE + 1];

		whole = (page == 1 ? 65536 : page) *
			big_endian_32(header + HEADER_PAGES);
	}
	if (fd >= 0)
		close(fd);
	if ((rc & 0xff) != SQLITE_CORRUPT || whole <= (uint64_t)st.st_size)
		return tape_error(t, e, rc, "read");
	return err_set(e, ERR_TAPE,
		       "tape '%s' is cut short: %jd of %ju bytes are there; to "
		       "read what is left, `truncate -s %ju` a copy of it",
		       t->path, (intmax_t)st.st_size, (uintmax_t)whole,
		       (uintmax_t)whole);
}

static int probe(struct tape *t)
{
	return sqlite3_exec(t->db, "SELECT 1 FROM tape LIMIT 1", NULL, NULL,
			    NULL);
}

/* SQLite wants to write -shm beside a file in WAL mode, and the folder does not
 * let it.  Without a log the file alone is the whole truth. */
static int open_immutable(struct tape *t, int *rc, struct err *e)
{
	if (sibling_exists(t, "-wal"))
		return err_set(e, ERR_IO,
			       "cannot read '%s': it was not closed, and to "
			       "read what is in '%s-wal' a file must be made "
			       "beside them: copy both to where you may",
			       t->path, t->path);
	sqlite3_close(t->db);
	t->db = NULL;
	t->immutable = true;
	if (open_uri(t, "?immutable=1", SQLITE_OPEN_READONLY, e) < 0)
		return -1;
	*rc = probe(t);
	return 0;
}

static int open_to_read(struct tape *t, struct err *e)
{
	int fd = open_plain(t, e), rc;

	if (fd < 0)
		return -1;
	rc = verify(t, fd, e);
	t->being_written =
		flock(fd, LOCK_SH | LOCK_NB) < 0 && errno == EWOULDBLOCK;
	close(fd);
	if (rc < 0 || open_uri(t, "", SQLITE_OPEN_READONLY, e) < 0)
		return -1;
	rc = probe(t);
	if (((rc & 0xff) == SQLITE_CANTOPEN ||
	     (rc & 0xff) == SQLITE_READONLY) &&
	    open_immutable(t, &rc, e) < 0)
		return -1;
	if (rc != SQLITE_OK)
		return unreadable(t, rc, e);
	return tape_exec(t, reader_settings, "read", e);
}

int tape_open(struct tape **out, const char *path, enum tape_mode mode,
	      struct err *e)
{
	struct tape *t = calloc(1, sizeof(*t));
	int rc = -1;

	if (!t || !(t->path = strdup(path))) {
		free(t);
		return err_set(e, ERR_IO, "out of memory");
	}
	t->lock = -1;
	t->mode = mode;
	rc = mode == TAPE_READ ? open_to_read(t, e) : open_to_write(t, e);
	if (rc == 0)
		*out = t;
	else if (t->created)
		tape_discard(t);
	else
		tape_close(t);
	return rc;
}

int tape_attach(struct tape *t, const struct tape *other, const char *name,
		struct err *e)
{
	char *uri = file_uri(other->path,
			     other->immutable ? "?immutable=1" : "?mode=ro");
	char *sql = uri ? sqlite3_mprintf("ATTACH %Q AS %s", uri, name) : NULL;
	int rc = sql ? tape_exec(t, sql, "open", e)
		     : err_set(e, ERR_IO, "out of memory");

	sqlite3_free(sql);
	free(uri);
	return rc;
}

void tape_discard(struct tape *t)
{
	struct tape files = { .path = t ? strdup(t->path) : NULL };

	tape_close(t);
	if (files.path)
		remove_files(&files);
	free(files.path);
}

void tape_close(struct tape *t)
{
	if (!t)
		return;
	for (size_t i = 0; i < TAPE_STATEMENTS; i++)
		sqlite3_finalize(t->statements[i].statement);
	inserts_release(t);
	sqlite3_close_v2(t->db);
	if (t->lock >= 0)
		close(t->lock);
	free(t->path);
	free(t);
}
