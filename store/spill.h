/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_SPILL_H
#define STORE_SPILL_H

#include "codec/err.h"
#include "codec/writer.h"
#include "store/event.h"

/* The spill file TAPE.spill: events for which there was no room in memory, in
 * order, appended by the loop and read by the recorder; what a killed recording
 * left there is read in by `ktape seal` and `--append` (store/recovery.h).
 *
 *   0   8  magic "KTSPILL1"
 *   8   8  base: the position of what follows
 *   16  .. chunks:  u32 length | u32 crc32c | struct event | payload
 *
 * length counts event and payload, the crc is over both; integers are in the
 * byte order of the machine that wrote it.
 *
 * A position counts the bytes of all chunks since the tape began.  It goes on
 * when the file is emptied, so that one number says for good what was read:
 * chunk at position p lies at SPILL_HEADER + p - base. */
enum { SPILL_HEADER = 16, SPILL_CHUNK = 8 };

/* Facts on the tape, committed with the rows that they speak of: the position
 * up to which events are on the tape; and, below it, where the oldest frame
 * began of which only pieces had been read. */
#define SPILL_FACT_READ "spill_read"
#define SPILL_FACT_HALF "spill_half"

/* "PATH.spill"; the caller frees. */
char *spill_path(const char *tape_path);

/* The file's first bytes. */
void spill_write_header(struct writer *w, uint64_t base);
/* Append the chunk of one event to `w`.  event->length need not be set. */
void spill_write(struct writer *w, const struct event *event,
		 struct bytes payload);

/* Reads chunks in order.  Zero-initialise. */
struct spill_reader {
	int fd;
	uint64_t base;
	uint64_t position; /* of the next chunk */
	uint8_t *buffer;
	size_t capacity, used, filled; /* buffer[used..filled) was not taken */
};

/* Open for reading and read the header; a file too short to have one has no
 * chunks.  ERR_IO: not there, not a spill file. */
int spill_reader_open(struct spill_reader *r, const char *path, struct err *e);
/* Safe on one that was never opened. */
void spill_reader_close(struct spill_reader *r);
/* Go to a chunk; `base` as the writer says.  What was read ahead is forgotten,
 * for the file may have been emptied since. */
void spill_reader_seek(struct spill_reader *r, uint64_t base,
		       uint64_t position);

enum spill_result {
	SPILL_GOT,
	SPILL_END,     /* at `limit`, or the clean end of the file */
	SPILL_DAMAGED, /* a torn or damaged chunk: nothing behind it is safe */
	SPILL_ERROR,   /* see `e` */
};
/* The next event; the payload lives until the next call.  `limit`: the position
 * up to which the file is known to be written; UINT64_MAX: to its end.  After
 * anything but SPILL_GOT the reader is where it was. */
enum spill_result spill_next(struct spill_reader *r, uint64_t limit,
			     struct event *event, struct bytes *payload,
			     struct err *e);

/* The chunk at the head of `b`, which holds whole chunks, as in a write-behind
 * buffer; its size, or 0: there is none. */
size_t spill_parse(struct bytes b, struct event *event, struct bytes *payload);

#endif
