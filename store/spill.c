/* SPDX-License-Identifier: Apache-2.0 */
/* spill.c - the format of the spill file: writing a chunk, reading chunks back.
 * It knows nothing of when to spill (proxy/spiller.c) nor of what an event
 * means.  A reader stops at the first chunk that is torn or damaged: lengths
 * lead from one chunk to the next, so nothing behind it can be found. */
#include "store/spill.h"

#include "codec/crc32c.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { READ_AHEAD = 1024 * 1024 };

static const char magic[8] = "KTSPILL1";

struct chunk_head {
	uint32_t length, crc;
};

_Static_assert(sizeof(struct chunk_head) == SPILL_CHUNK, "chunk head");

char *spill_path(const char *tape_path)
{
	char *path = NULL;

	return asprintf(&path, "%s.spill", tape_path) < 0 ? NULL : path;
}

void spill_write_header(struct writer *w, uint64_t base)
{
	writer_raw(w, bytes_of(magic, sizeof(magic)));
	writer_raw(w, bytes_of(&base, sizeof(base)));
}

void spill_write(struct writer *w, const struct event *event,
		 struct bytes payload)
{
	struct event sized = *event;
	struct chunk_head head;
	struct bytes body = bytes_of(&sized, sizeof(sized));

	sized.length = (uint32_t)payload.n;
	head.length = (uint32_t)(sizeof(sized) + payload.n);
	head.crc = crc32c_more(crc32c(body), payload);
	writer_raw(w, bytes_of(&head, sizeof(head)));
	writer_raw(w, body);
	writer_raw(w, payload);
}

/* ---- reading */

static int read_header(struct spill_reader *r, const char *path, struct err *e)
{
	uint8_t head[SPILL_HEADER];
	ssize_t n = pread(r->fd, head, sizeof(head), 0);

	if (n < 0)
		return err_set(e, ERR_IO, "cannot read '%s': %s", path,
			       strerror(errno));
	if ((size_t)n < sizeof(head))
		return 0;
	if (memcmp(head, magic, sizeof(magic)) != 0)
		return err_set(
			e, ERR_IO,
			"'%s' is not a spill file of ktape: move it away",
			path);
	memcpy(&r->base, head + sizeof(magic), sizeof(r->base));
	return 0;
}

int spill_reader_open(struct spill_reader *r, const char *path, struct err *e)
{
	*r = (struct spill_reader) { .fd = open(path, O_RDONLY | O_CLOEXEC) };
	if (r->fd < 0)
		return err_set(e, ERR_IO, "cannot open '%s': %s", path,
			       strerror(errno));
	r->capacity = READ_AHEAD;
	r->buffer = malloc(r->capacity);
	if (!r->buffer) {
		close(r->fd);
		return err_set(e, ERR_IO, "out of memory reading '%s'", path);
	}
	if (read_header(r, path, e) < 0) {
		spill_reader_close(r);
		return -1;
	}
	r->position = r->base;
	return 0;
}

void spill_reader_close(struct spill_reader *r)
{
	if (r->buffer && r->fd >= 0)
		close(r->fd);
	free(r->buffer);
	*r = (struct spill_reader) { .fd = -1 };
}

void spill_reader_seek(struct spill_reader *r, uint64_t base, uint64_t position)
{
	r->base = base;
	r->position = position;
	r->used = r->filled = 0;
}

/* Have at least `n` bytes in the buffer if the file, up to `limit`, has them.
 * -1: cannot be read. */
static int fill(struct spill_reader *r, size_t n, uint64_t limit)
{
	uint64_t known = limit - r->position;

	if (r->used) {
		memmove(r->buffer, r->buffer + r->used, r->filled - r->used);
		r->filled -= r->used;
		r->used = 0;
	}
	if (n > r->capacity) {
		uint8_t *more = realloc(r->buffer, n);

		if (!more)
			return -1;
		r->buffer = more;
		r->capacity = n;
	}
	while (r->filled < n) {
		uint64_t wanted = known < r->capacity ? known : r->capacity;
		uint64_t at = r->position + r->filled - r->base;
		ssize_t got = 0;

		if (r->filled < wanted)
			got = pread(r->fd, r->buffer + r->filled,
				    wanted - r->filled,
				    (off_t)(SPILL_HEADER + at));
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		r->filled += (size_t)got;
	}
	return 0;
}

static size_t in_buffer(const struct spill_reader *r)
{
	return r->filled - r->used;
}

/* Can a chunk of `length` be there at all?  Asked before memory is made for
 * it: the length itself may be what is damaged. */
static bool fits(const struct spill_reader *r, size_t length, uint64_t limit)
{
	uint64_t at = SPILL_HEADER + r->position - r->base + SPILL_CHUNK;
	struct stat st;

	if (length < sizeof(struct event))
		return false;
	if (limit != UINT64_MAX)
		return limit - r->position >= SPILL_CHUNK &&
		       length <= limit - r->position - SPILL_CHUNK;
	return fstat(r->fd, &st) == 0 && (uint64_t)st.st_size >= at &&
	       length <= (uint64_t)st.st_size - at;
}

/* Take `body` (event and payload) apart, if it is what was written. */
static bool open_body(struct bytes body, uint32_t crc, struct event *event,
		      struct bytes *payload)
{
	struct event got;

	if (crc32c(body) != crc)
		return false;
	memcpy(&got, body.p, sizeof(got));
	if (got.length != body.n - sizeof(got))
		return false;
	*event = got;
	*payload = bytes_of(body.p + sizeof(got), got.length);
	return true;
}

static enum spill_result unreadable(const struct spill_reader *r, struct err *e)
{
	err_set(e, ERR_IO, "cannot read the spill file at %llu: %s",
		(unsigned long long)r->position, strerror(errno));
	return SPILL_ERROR;
}

enum spill_result spill_next(struct spill_reader *r, uint64_t limit,
			     struct event *event, struct bytes *payload,
			     struct err *e)
{
	struct chunk_head head;

	if (r->position >= limit)
		return SPILL_END;
	if (in_buffer(r) < sizeof(head) && fill(r, sizeof(head), limit) < 0)
		return unreadable(r, e);
	if (in_buffer(r) < sizeof(head))
		return in_buffer(r) || limit != UINT64_MAX ? SPILL_DAMAGED
							   : SPILL_END;
	memcpy(&head, r->buffer + r->used, sizeof(head));

	size_t size = sizeof(head) + head.length;

	if (in_buffer(r) < size) {
		if (!fits(r, head.length, limit))
			return SPILL_DAMAGED;
		if (fill(r, size, limit) < 0)
			return unreadable(r, e);
	}
	if (in_buffer(r) < size || head.length < sizeof(struct event) ||
	    !open_body(bytes_of(r->buffer + r->used + sizeof(head),
				head.length),
		       head.crc, event, payload))
		return SPILL_DAMAGED;
	r->used += size;
	r->position += size;
	return SPILL_GOT;
}

size_t spill_parse(struct bytes b, struct event *event, struct bytes *payload)
{
	struct chunk_head head;

	if (b.n < sizeof(head))
		return 0;
	memcpy(&head, b.p, sizeof(head));
	memcpy(event, b.p + sizeof(head), sizeof(*event));
	*payload = bytes_of(b.p + sizeof(head) + sizeof(*event), event->length);
	return sizeof(head) + head.length;
}
