/* SPDX-License-Identifier: Apache-2.0 */
/* buffer.c - reference-counted read buffers, and the few free ones that are
 * kept, because a fresh 256 KiB costs 64 page faults.  Who reads into them, and
 * when, is the pipes' business. */
#include "proxy/buffer.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { KEPT = 32 };

static struct {
	pthread_mutex_t lock;
	struct buffer *free[KEPT];
	size_t count;
} pool = { .lock = PTHREAD_MUTEX_INITIALIZER };

static struct buffer *pool_get(void)
{
	struct buffer *b = NULL;

	pthread_mutex_lock(&pool.lock);
	if (pool.count)
		b = pool.free[--pool.count];
	pthread_mutex_unlock(&pool.lock);
	return b;
}

static bool pool_put(struct buffer *b)
{
	bool kept = false;

	pthread_mutex_lock(&pool.lock);
	if (pool.count < KEPT) {
		pool.free[pool.count++] = b;
		kept = true;
	}
	pthread_mutex_unlock(&pool.lock);
	return kept;
}

struct buffer *buffer_new(size_t capacity)
{
	struct buffer *b = NULL;

	if (capacity > SIZE_MAX - sizeof(*b))
		return NULL;
	if (capacity == BUFFER_SIZE)
		b = pool_get();
	if (!b)
		b = malloc(sizeof(*b) + capacity);
	if (!b)
		return NULL;
	atomic_init(&b->references, 1);
	b->capacity = capacity;
	b->size = 0;
	return b;
}

struct buffer *buffer_reference(struct buffer *b)
{
	atomic_fetch_add_explicit(&b->references, 1, memory_order_relaxed);
	return b;
}

void buffer_release(struct buffer *b)
{
	/* the last one must see what the others did to the buffer */
	if (!b || atomic_fetch_sub_explicit(&b->references, 1,
					    memory_order_acq_rel) != 1)
		return;
	if (b->capacity == BUFFER_SIZE && pool_put(b))
		return;
	free(b);
}
