/* SPDX-License-Identifier: Apache-2.0 */
/* replay_report.c - what `ktape replay` says. */
#include "tools/replay_report.h"

#include "proxy/log.h"
#include "replay/outgoing.h"
#include "tools/status.h"

#include <stdlib.h>
#include <string.h>

static void put_count(FILE *out, const char *before, uint64_t n)
{
	char word[STATUS_WORD];

	fprintf(out, "%s%s", before, status_count(word, n));
}

static void put_lateness(FILE *out, const struct lateness *l)
{
	fprintf(out, "; lateness p50 %.1f ms, p99 %.1f ms, max %.1f ms",
		(double)lateness_percentile(l, 50) / 1000,
		(double)lateness_percentile(l, 99) / 1000,
		(double)l->max_us / 1000);
}

void replay_end_line(FILE *out, const struct player_result *r)
{
	put_count(out, "sent ", r->sent);
	if (r->sent != r->planned && r->planned != UINT64_MAX)
		put_count(out, " of ", r->planned);
	put_count(out, ", acked ", r->acked);
	put_count(out, ", failed ", r->failed);
	if (r->maybe)
		put_count(out, " of which may be there ", r->maybe);
	if (r->committed + r->aborted + r->cut + r->open) {
		put_count(out, ", transactions committed ", r->committed);
		put_count(out, ", aborted ", r->aborted);
	}
	if (r->cut)
		put_count(out, ", cut short and aborted ", r->cut);
	if (r->open)
		put_count(out, ", not known to have ended ", r->open);
	fprintf(out, "; %.2f s", (double)r->wall_us / 1e6);
	if (r->plan_us >= 0)
		fprintf(out, ", planned %.2f s", (double)r->plan_us / 1e6);
	if (r->lateness.total)
		put_lateness(out, &r->lateness);
	fputc('\n', out);
}

/* ---- what is left out */

static void put_left_out(FILE *out, uint64_t n, const char *why)
{
	char word[STATUS_WORD];

	if (n)
		fprintf(out, "left out: %s records %s\n", status_count(word, n),
			why);
}

void replay_left_out(FILE *out, const struct plan *plan)
{
	const struct plan_left_out *l = &plan->left_out;

	put_left_out(out, l->aborted, "of aborted transactions");
	put_left_out(out, l->undecided,
		     "of transactions whose outcome isn't on the tape");
	put_left_out(out, l->empty, "whose content isn't on the tape");
	put_left_out(out, l->nameless,
		     "of topics whose name isn't on the tape");
}

/* ---- the plan */

struct topic_sum {
	uint64_t records, bytes;
	uint32_t partitions;
};

/* The bytes of keys, values and headers (as they are on the tape). */
static int add_bytes(struct tape *t, const struct plan *plan,
		     struct topic_sum *sums, struct err *e)
{
	struct outgoing_reader contents;
	struct outgoing content;
	int rc = outgoing_open(&contents, t, e);

	for (uint32_t i = 0; !rc && i < plan->run_count; i++) {
		const struct plan_run *run = &plan->runs[i];
		struct topic_sum *sum = &sums[plan->lanes[run->lane].topic];

		for (uint32_t k = 0; !rc && k < run->count; k++) {
			rc = outgoing_read(&contents, run->first + k, &content,
					   e);
			if (!rc)
				sum->bytes += content.key.n + content.value.n +
					      content.headers.n;
		}
	}
	outgoing_close(&contents);
	return rc;
}

static void put_seconds(FILE *out, const char *before, int64_t us)
{
	fprintf(out, "%s%.2f s", before, (double)us / 1e6);
}

static void put_pace(FILE *out, const struct pacing *p, const struct plan *plan,
		     int64_t loops)
{
	static const char *const open[] = {
		[PACE_CAUSE] = "each record after the acknowledgement of the "
			       "one before it on its partition",
		[PACE_OPEN] = "as fast as the brokers take it",
	};
	int64_t span = pace_span_us(p, plan, loops == INT64_MAX ? 1 : loops);

	put_seconds(out, "recorded over ", plan->span_us);
	if (span >= 0)
		put_seconds(out, ", planned ", span);
	else
		fprintf(out, ", planned %s", open[p->pace]);
	if (loops == INT64_MAX)
		fputs(", again and again", out);
	else if (loops > 1)
		put_count(out, ", loops ", (uint64_t)loops);
	fputc('\n', out);
}

static void put_transactions(FILE *out, const struct plan *plan)
{
	uint64_t committed = 0;

	for (uint32_t i = 0; i < plan->txn_count; i++)
		committed += plan->txns[i].commit;
	if (!plan->txn_count)
		return;
	put_count(out, "transactions ", plan->txn_count);
	put_count(out, ", committed ", committed);
	put_count(out, ", aborted ", plan->txn_count - committed);
	put_count(out, ", transactional ids ", plan->producer_count);
	fputc('\n', out);
}

static void put_topics(FILE *out, const struct plan *plan,
		       const struct topic_sum *sums)
{
	char words[2][STATUS_WORD];
	int width = 5;

	for (uint32_t i = 0; i < plan->topic_count; i++)
		if ((int)strlen(plan->topics[i].name) > width)
			width = (int)strlen(plan->topics[i].name);
	fprintf(out, "%-*s  partitions      records     bytes\n", width,
		"topic");
	for (uint32_t i = 0; i < plan->topic_count; i++) {
		char partitions[32];

		snprintf(partitions, sizeof(partitions), "%u of %d",
			 sums[i].partitions, (int)plan->topics[i].partitions);
		fprintf(out, "%-*s  %10s %12s %9s\n", width,
			plan->topics[i].name, partitions,
			status_count(words[0], sums[i].records),
			status_bytes(words[1], sums[i].bytes));
	}
}

int replay_print_plan(FILE *out, struct tape *t, const struct plan *plan,
		      const struct pacing *pacing, int64_t loops, struct err *e)
{
	struct topic_sum *sums = calloc(plan->topic_count + 1, sizeof(*sums));
	int rc;

	if (!sums)
		return err_set(e, ERR_IO, "no memory for the plan");
	for (uint32_t i = 0; i < plan->lane_count; i++) {
		struct topic_sum *sum = &sums[plan->lanes[i].topic];

		sum->records += plan->lanes[i].records;
		sum->partitions++;
	}
	rc = add_bytes(t, plan, sums, e);
	if (!rc) {
		put_topics(out, plan, sums);
		put_transactions(out, plan);
		put_pace(out, pacing, plan, loops);
	}
	free(sums);
	return rc;
}

/* ---- while it runs */

void replay_progress(void *ctx, uint64_t sent, uint64_t acked)
{
	enum { WIDTH = 30 };
	const struct replay_screen *s = ctx;
	char bar[WIDTH + 1], line[160], words[2][STATUS_WORD];
	uint64_t records = s->plan->records;
	/* of this loop */
	uint64_t done = sent ? ((sent - 1) % records + 1) * WIDTH / records : 0;

	for (uint64_t i = 0; i < WIDTH; i++)
		bar[i] = i < done ? '#' : '.';
	bar[WIDTH] = '\0';
	snprintf(line, sizeof(line), "[%s] %s sent, %s acked", bar,
		 status_count(words[0], sent), status_count(words[1], acked));
	log_status(line);
}
