/* SPDX-License-Identifier: Apache-2.0 */
/* test_replay_headers.c - the column `headers` back to bytes. */
#include "replay/headers.h"
#include "tests/test.h"

/* Walk `json`; each header as key=value, null as -, bytes beyond ASCII as \XX. */
static void read_all(const char *json, char *out, size_t size, bool *malformed)
{
	struct guarded g = guarded(bytes_of_string(json));
	struct headers h = { .next = 0 };
	struct bytes key, value;
	struct writer text;

	writer_init(&text, 0);
	headers_begin(&h, g.bytes);
	while (headers_next(&h, &key, &value)) {
		writer_raw(&text, key);
		writer_raw(&text, bytes_of_string(value.p ? "=" : "-"));
		for (size_t i = 0; i < value.n; i++)
			if (value.p[i] >= 0x20 && value.p[i] < 0x7f)
				writer_raw(&text, bytes_of(value.p + i, 1));
			else
				writer_raw(&text, bytes_of("?", 1));
		writer_raw(&text, bytes_of_string(" "));
	}
	*malformed = h.malformed;
	assert_true(text.size < size);
	memcpy(out, text.data ? (const char *)text.data : "", text.size);
	out[text.size] = '\0';
	headers_release(&h);
	writer_release(&text);
	guarded_release(&g);
}

static void every_kind_of_value_comes_back(void **state)
{
	static const struct {
		const char *json, *text;
	} cases[] = {
		{ "[]", "" },
		{ "[[\"a\",\"x\"]]", "a=x " },
		{ "[[\"a\",\"\"],[\"a\",null],[\"\",\"y\"]]", "a= a- =y " },
		{ "[[\"q\\\"\\u00e4\",\"\\n\\\\\"]]", "q\"\xc3\xa4=?\\ " },
		{ "[[\"b\",{\"b64\":\"/wA=\"}],[\"c\",{\"b64\":\"\"}]]",
		  "b=?? c= " },
		{ "[[\"b\",{\"b64\":\"YWJj\"}],[\"c\",{\"b64\":\"YQ==\"}]]",
		  "b=abc c=a " },
	};
	char out[64];
	bool malformed;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		read_all(cases[i].json, out, sizeof(out), &malformed);
		assert_string_equal(out, cases[i].text);
		assert_false(malformed);
	}
}

static void what_ktape_does_not_write_is_malformed(void **state)
{
	static const char *const cases[] = {
		"",
		"{}",
		"[[\"a\",\"x\"]",
		"[\"a\",\"x\"]",
		"[[\"a\"]]",
		"[[\"a\",\"x\",\"y\"]]",
		"[[1,\"x\"]]",
		"[[\"a\",1]]",
		"[[\"a\",{\"b65\":\"YQ==\"}]]",
		"[[\"a\",{\"b64\":\"Y*==\"}]]",
		"[[\"a\",{\"b64\":7}]]",
		"[[\"a\",{}]]",
		"[[\"a\",[]]]",
	};
	char out[64];
	bool malformed;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		read_all(cases[i], out, sizeof(out), &malformed);
		if (!malformed || *out)
			fail_msg("'%s' is taken, as '%s'", cases[i], out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_of_value_comes_back),
		cmocka_unit_test(what_ktape_does_not_write_is_malformed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
