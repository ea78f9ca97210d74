/* SPDX-License-Identifier: Apache-2.0 */
/* test_topics.c - topics by name and id, incarnations, what answers tell. */
#include "store/topics.h"

#include "tests/lib/scene.h"

static const struct bytes none;

static int64_t find(struct scene *s, struct topics *t, const char *name,
		    const char *id, int32_t partition)
{
	struct err e = { 0 };
	struct topic_partition *tp =
		topics_find(t, bytes_of_string(name), id ? topic_id(id) : none,
			    partition, 5, &e);

	(void)s;
	if (!tp)
		fail_msg("%s", e.text);
	return tp->row;
}

static void learn(struct topics *t, struct topic_news news)
{
	struct err e = { 0 };

	if (topics_learn(t, &news, &e) < 0)
		fail_msg("%s", e.text);
}

static struct topic_news told(const char *name, const char *id,
			      int32_t partitions)
{
	return (struct topic_news) { .name = bytes_of_string(name),
				     .id = id ? topic_id(id) : none,
				     .partitions = partitions,
				     .asked = 10,
				     .stamp = 20 };
}

static struct topics begin(struct scene *s)
{
	struct topics t = { 0 };
	struct err e;

	assert_int_equal(topics_load(&t, s->tape, &e), 0);
	return t;
}

static void a_name_and_a_partition_are_one_row(void **state)
{
	struct scene *s = *state;
	struct topics t = begin(s);
	int64_t first = find(s, &t, "a", NULL, 0);

	assert_int_equal(find(s, &t, "a", NULL, 0), first);
	assert_int_not_equal(find(s, &t, "a", NULL, 1), first);
	assert_int_not_equal(find(s, &t, "b", NULL, 0), first);
	assert_int_equal(find(s, &t, "a", NULL, 0), first);
	assert_query(s, "SELECT name, incarnation FROM topic", "a|1 b|1");
	assert_query(s, "SELECT topic, partition FROM topic_partition",
		     "1|0 1|1 2|0");
	topics_release(&t);
}

static void nothing_named_is_no_topic(void **state)
{
	static const uint8_t zeros[16];
	struct scene *s = *state;
	struct topics t = begin(s);
	struct err e = { 0 };

	assert_null(topics_find(&t, none, bytes_of(zeros, 16), 0, 5, &e));
	assert_int_equal(e.code, ERR_NONE);
	topics_release(&t);
}

static void an_id_gets_its_name_when_somebody_says_it(void **state)
{
	struct scene *s = *state;
	struct topics t = begin(s);
	int64_t row = find(s, &t, NULL, "a", 0);

	assert_query(s, "SELECT name, incarnation FROM topic", "NULL|NULL");
	learn(&t, told("a", "a", 4));
	assert_query(s, "SELECT name, incarnation, partitions FROM topic",
		     "a|1|4");
	assert_int_equal(find(s, &t, "a", NULL, 0), row);
	topics_release(&t);
}

static void a_name_gets_its_id(void **state)
{
	struct scene *s = *state;
	struct topics t = begin(s);
	int64_t row = find(s, &t, "a", NULL, 0);

	learn(&t, told("a", "a", 4));
	assert_int_equal(find(s, &t, NULL, "a", 0), row);
	assert_query(s, "SELECT count(*), topic_id FROM topic",
		     "1|YWFhYWFhYWFhYWFhYWFhYQ");
	topics_release(&t);
}

static void name_and_id_that_met_late_go_on_as_one(void **state)
{
	struct scene *s = *state;
	struct topics t = begin(s);
	int64_t by_name = find(s, &t, "a", NULL, 0);
	int64_t by_id = find(s, &t, NULL, "a", 0);

	assert_int_not_equal(by_name, by_id);
	learn(&t, told("a", "a", 1));
	assert_int_equal(find(s, &t, NULL, "a", 0), by_name);
	assert_query(s, "SELECT name, incarnation FROM topic", "a|1 a|1");
	topics_release(&t);
	t = begin(s);
	assert_int_equal(find(s, &t, NULL, "a", 0), by_name);
	assert_int_equal(find(s, &t, "a", NULL, 0), by_name);
	topics_release(&t);
}

static void another_id_is_another_incarnation(void **state)
{
	struct scene *s = *state;
	struct topics t = begin(s);
	int64_t first;

	learn(&t, told("a", "a", 1));
	first = find(s, &t, "a", NULL, 0);
	learn(&t, told("a", "b", 1));
	assert_int_not_equal(find(s, &t, "a", NULL, 0), first);
	assert_int_equal(find(s, &t, NULL, "a", 0), first);
	/* a broker that lags says the old one again: no third one */
	learn(&t, told("a", "a", 1));
	assert_int_not_equal(find(s, &t, "a", NULL, 0), first);
	assert_query(s, "SELECT name, incarnation FROM topic", "a|1 a|2");
	topics_release(&t);
}

static void made_again_without_ids_is_another_incarnation(void **state)
{
	struct scene *s = *state;
	struct topics t = begin(s);
	struct topic_news news = told("a", NULL, 1);

	news.created = true;
	learn(&t, news);
	/* seen by others before its creator was answered: the same */
	news.stamp = 25;
	learn(&t, news);
	assert_query(s, "SELECT count(*) FROM topic", "1");
	news.deleted = true;
	news.created = false;
	learn(&t, news);
	news.deleted = false;
	news.created = true;
	news.asked = 40;
	news.stamp = 50;
	learn(&t, news);
	assert_query(s, "SELECT name, incarnation FROM topic", "a|1 a|2");
	topics_release(&t);
}

static void configs_and_counts_are_kept_when_not_said(void **state)
{
	struct scene *s = *state;
	struct topics t = begin(s);
	struct topic_news news = told("a", NULL, -1);

	news.cleanup_policy = bytes_of_string("compact");
	news.timestamp_type = bytes_of_string("LogAppendTime");
	learn(&t, told("a", NULL, 3));
	learn(&t, news);
	learn(&t, told("a", NULL, 6));
	assert_query(s,
		     "SELECT partitions, cleanup_policy, timestamp_type FROM "
		     "topic",
		     "6|compact|LogAppendTime");
	topics_release(&t);
}

static void first_offsets_stay_and_newest_follow(void **state)
{
	struct scene *s = *state;
	struct topics t = begin(s);
	struct err e = { 0 };
	struct topic_partition *tp =
		topics_find(&t, bytes_of_string("a"), none, 0, 5, &e);

	assert_int_equal(topics_offsets(&t, tp, 3, -1, &e), 0);
	assert_int_equal(topics_offsets(&t, tp, -1, 10, &e), 0);
	assert_int_equal(topics_offsets(&t, tp, 4, 20, &e), 0);
	assert_query(s,
		     "SELECT start_offset, end_offset, last_start_offset, "
		     "last_end_offset FROM topic_partition",
		     "3|10|4|20");
	topics_release(&t);
}

static void what_a_tape_knows_is_read_back(void **state)
{
	struct scene *s = *state;
	struct topics t = begin(s);
	int64_t by_id, by_name;

	learn(&t, told("a", "a", 1));
	learn(&t, told("a", "b", 2));
	by_name = find(s, &t, "a", NULL, 1);
	by_id = find(s, &t, NULL, "c", 0);
	topics_release(&t);
	t = begin(s);
	assert_int_equal(find(s, &t, "a", NULL, 1), by_name);
	assert_int_equal(find(s, &t, NULL, "b", 1), by_name);
	assert_int_equal(find(s, &t, NULL, "c", 0), by_id);
	learn(&t, told("a", "b", 2));
	assert_query(s, "SELECT count(*) FROM topic", "3");
	topics_release(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCENE(a_name_and_a_partition_are_one_row),
		SCENE(nothing_named_is_no_topic),
		SCENE(an_id_gets_its_name_when_somebody_says_it),
		SCENE(a_name_gets_its_id),
		SCENE(name_and_id_that_met_late_go_on_as_one),
		SCENE(another_id_is_another_incarnation),
		SCENE(made_again_without_ids_is_another_incarnation),
		SCENE(configs_and_counts_are_kept_when_not_said),
		SCENE(first_offsets_stay_and_newest_follow),
		SCENE(what_a_tape_knows_is_read_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
