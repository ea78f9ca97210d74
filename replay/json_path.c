/* SPDX-License-Identifier: Apache-2.0 */
/* json_path.c - places in JSON values, as steps from the root.  Any number of
 * values can match, so a walk carries the set of steps that could be next. */
#include "replay/json_path.h"

#include <stdlib.h>

static bool is_name_byte(char c)
{
	return c && !strchr(".[]*'\" \t,", c);
}

/* "[0]", "[*]", "['name']", "[\"name\"]"; the end of it, or NULL. */
static const char *parse_brackets(struct json_step *step, const char *text)
{
	const char *end;

	if (*text == '\'' || *text == '"') {
		end = strchr(text + 1, *text);
		if (!end)
			return NULL;
		step->kind = STEP_NAME;
		step->name = bytes_of(text + 1, (size_t)(end - text - 1));
		end++;
	} else if (*text == '*') {
		step->kind = STEP_ALL;
		end = text + 1;
	} else {
		step->kind = STEP_INDEX;
		for (end = text; *end >= '0' && *end <= '9'; end++) {
			if (step->index > 100000000)
				return NULL;
			step->index = step->index * 10 + (size_t)(*end - '0');
		}
		if (end == text)
			return NULL;
	}
	return *end == ']' ? end + 1 : NULL;
}

/* A name or "*", behind a point. */
static const char *parse_name(struct json_step *step, const char *text)
{
	const char *end = text;

	if (*text == '*') {
		step->kind = STEP_ALL;
		return text + 1;
	}
	while (is_name_byte(*end))
		end++;
	step->kind = STEP_NAME;
	step->name = bytes_of(text, (size_t)(end - text));
	return end > text ? end : NULL;
}

static struct json_step *step_new(struct json_path *p)
{
	if (p->count == JSON_STEPS_MAX)
		return NULL;
	p->steps[p->count] = (struct json_step) { .kind = STEP_ALL };
	return &p->steps[p->count++];
}

static bool parse_steps(struct json_path *p, const char *text)
{
	bool deep = false;

	while (text && *text) {
		struct json_step *step = step_new(p);

		if (step && text[0] == '.' && text[1] == '.') {
			if (deep)
				return false;
			step->kind = STEP_DEEP;
			text += text[2] == '[' ? 2 : 1;
		} else if (step && text[0] == '.') {
			text = parse_name(step, text + 1);
		} else if (step && text[0] == '[') {
			text = parse_brackets(step, text + 1);
		} else {
			return false;
		}
		deep = step->kind == STEP_DEEP;
	}
	return text && (!p->count || p->steps[p->count - 1].kind != STEP_DEEP);
}

bool json_path_parse(struct json_path *p, struct bytes text)
{
	*p = (struct json_path) { .text = strndup((const char *)text.p,
						  text.n) };
	return p->text && p->text[0] == '$' && parse_steps(p, p->text + 1);
}

void json_path_release(struct json_path *p)
{
	free(p->text);
	p->text = NULL;
}

/* A step of any depth may be passed at once. */
static json_path_state settle(const struct json_path *p, json_path_state state)
{
	for (size_t i = 0; i < p->count; i++)
		if (state >> i & 1 && p->steps[i].kind == STEP_DEEP)
			state |= (json_path_state)1 << (i + 1);
	return state;
}

json_path_state json_path_begin(const struct json_path *p)
{
	return settle(p, 1);
}

static json_path_state step(const struct json_path *p, json_path_state state,
			    bool (*fits)(const struct json_step *s,
					 const void *what),
			    const void *what)
{
	json_path_state next = 0;

	for (size_t i = 0; state && i < p->count; i++) {
		const struct json_step *s = &p->steps[i];

		if (!(state >> i & 1))
			continue;
		if (s->kind == STEP_DEEP)
			next |= (json_path_state)1 << i;
		else if (s->kind == STEP_ALL || fits(s, what))
			next |= (json_path_state)1 << (i + 1);
	}
	return settle(p, next);
}

static bool fits_name(const struct json_step *s, const void *name)
{
	return s->kind == STEP_NAME &&
	       bytes_equal(s->name, *(const struct bytes *)name);
}

static bool fits_index(const struct json_step *s, const void *index)
{
	return s->kind == STEP_INDEX && s->index == *(const size_t *)index;
}

json_path_state json_path_member(const struct json_path *p,
				 json_path_state state, struct bytes name)
{
	return step(p, state, fits_name, &name);
}

json_path_state json_path_element(const struct json_path *p,
				  json_path_state state, size_t index)
{
	return step(p, state, fits_index, &index);
}

bool json_path_reached(const struct json_path *p, json_path_state state)
{
	return state >> p->count & 1;
}
