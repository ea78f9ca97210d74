/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPLAY_JSON_PATH_H
#define REPLAY_JSON_PATH_H

#include "codec/bytes.h"

/* "$.a.b", "$['a b'][0]", "$.items[*].ts", "$.*", "$..ts": members, elements,
 * all of one level, at any depth. */
enum { JSON_STEPS_MAX = 31 };

struct json_step {
	enum { STEP_NAME, STEP_INDEX, STEP_ALL, STEP_DEEP } kind;
	struct bytes name;
	size_t index;
};

struct json_path {
	char *text; /* owned; the steps refer to it */
	struct json_step steps[JSON_STEPS_MAX];
	size_t count;
};
/* False: it is no path, or there is no memory; release it in any case. */
bool json_path_parse(struct json_path *p, struct bytes text);
void json_path_release(struct json_path *p);

/* How far a walk from the root has come along a path: one bit for each step that
 * could be next. */
typedef uint32_t json_path_state;
json_path_state json_path_begin(const struct json_path *p);
json_path_state json_path_member(const struct json_path *p,
				 json_path_state state, struct bytes name);
json_path_state json_path_element(const struct json_path *p,
				  json_path_state state, size_t index);
bool json_path_reached(const struct json_path *p, json_path_state state);

#endif
