/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_LIB_MESSAGES_H
#define TESTS_LIB_MESSAGES_H

#include "codec/message.h"
#include "codec/walk.h"
#include "codec/writer.h"

/* Messages of any API and version, written by their rows: for tests of what
 * reads them.  Numbers count up, strings are "s1", "s2", ...; the fields that
 * tests ask for are set here. */
struct filling {
	int32_t elements;  /* of every array */
	int32_t endpoints; /* of the array nodeEndpoints; -1: like `elements` */
	struct bytes host; /* of every field called "host" */
	int32_t port;
	struct bytes records;
	bool tagged;       /* write tagged fields */
	bool unknown_tags; /* and an unknown one in each struct: tag 200 */
};

struct filling filling(void);

/* Append the body. */
void make_message(struct writer *out, const struct message *m, int16_t version,
		  const struct filling *how);
/* Append a whole response: size, header, body. */
void make_response(struct writer *out, int16_t api_key, int16_t version,
		   const struct filling *how);

/* Put the walker at the body of a response; asserts that it is one. */
void walk_response(struct walk *w, int16_t api_key, int16_t version,
		   struct bytes frame);

#endif
