/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPLAY_HOLES_H
#define REPLAY_HOLES_H

#include "replay/diff.h"

/* What passed and is not on a tape, as far as the tape says so. */
struct hole {
	bool touches[DIFF_PARTS];
	char *topic, *group; /* NULL: any */
	char *words;
};

struct holes {
	struct hole *items;
	size_t count;
};

/* Those in the time that the source selects.  Zero-initialised before; release
 * it in any case. */
int holes_load(struct holes *h, const struct diff_source *source,
	       struct err *e);
void holes_release(struct holes *h);

/* Could something of this part be missing, of the topic, of the group (NULL:
 * any)? */
bool holes_touch(const struct holes *h, enum diff_part part, const char *topic,
		 const char *group);

#endif
