/* SPDX-License-Identifier: Apache-2.0 */
/* decimal.c - a number's text brought into one form: sign, digits without zeros
 * at either end, and the power of ten behind them.  What is too long for it is
 * compared as text. */
#include "replay/decimal.h"

#include "store/hash.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

enum { DIGITS_MAX = 60, EXPONENT_MAX = 1000000 };

struct decimal {
	uint8_t digits[DIGITS_MAX];
	size_t count; /* 0: zero */
	int64_t exponent;
	bool negative;
};

static bool is_digit(uint8_t c)
{
	return c >= '0' && c <= '9';
}

static bool add_digit(struct decimal *d, uint8_t c)
{
	if (!d->count && c == '0')
		return true;
	if (d->count == DIGITS_MAX)
		return false;
	d->digits[d->count++] = c;
	return true;
}

/* Behind the 'e'. */
static bool add_exponent(struct decimal *d, struct bytes text)
{
	int64_t n = 0;
	size_t i = 0;
	bool negative = text.n && text.p[0] == '-';

	if (text.n && (text.p[0] == '-' || text.p[0] == '+'))
		i++;
	for (; i < text.n; i++) {
		n = n * 10 + (text.p[i] - '0');
		if (n > EXPONENT_MAX)
			return false;
	}
	d->exponent += negative ? -n : n;
	return true;
}

static bool decimal_parse(struct decimal *d, struct bytes text)
{
	bool fraction = false;
	size_t i = 0;

	*d = (struct decimal) { .negative = text.n && text.p[0] == '-' };
	for (i = d->negative; i < text.n; i++) {
		if (text.p[i] == '.') {
			fraction = true;
			continue;
		}
		if (!is_digit(text.p[i]))
			break;
		if (!add_digit(d, text.p[i]))
			return false;
		d->exponent -= fraction;
	}
	if (i < text.n && !add_exponent(d, bytes_after(text, i + 1)))
		return false;
	for (; d->count && d->digits[d->count - 1] == '0'; d->count--)
		d->exponent++;
	if (!d->count)
		*d = (struct decimal) { 0 };
	return true;
}

static bool same(const struct decimal *a, const struct decimal *b)
{
	return a->negative == b->negative && a->exponent == b->exponent &&
	       a->count == b->count && !memcmp(a->digits, b->digits, a->count);
}

/* False: too long. */
static bool as_double(struct bytes text, double *out)
{
	char copy[2 * DIGITS_MAX];

	if (text.n >= sizeof(copy))
		return false;
	memcpy(copy, text.p, text.n);
	copy[text.n] = '\0';
	*out = strtod(copy, NULL);
	return isfinite(*out);
}

/* 1.01 is within 0.01 of 1, whatever doubles make of it. */
static bool near(double a, double b, double tolerance)
{
	double larger = fmax(fabs(a), fabs(b));

	return fabs(a - b) <= tolerance * (1 + 1e-9) + 4 * DBL_EPSILON * larger;
}

bool decimal_equal(struct bytes a, struct bytes b, double tolerance)
{
	struct decimal x, y;
	double p, q;

	if (bytes_equal(a, b))
		return true;
	if (decimal_parse(&x, a) && decimal_parse(&y, b) && same(&x, &y))
		return true;
	return tolerance > 0 && as_double(a, &p) && as_double(b, &q) &&
	       near(p, q, tolerance);
}

uint64_t decimal_hash(uint64_t seed, struct bytes text, double tolerance)
{
	struct decimal d;
	double x;

	/* a grid so wide that few neighbours lie on two sides of a line */
	if (tolerance > 0 && as_double(text, &x)) {
		x = floor(x / (8 * tolerance));
		return isfinite(x) ? hash_bytes(seed, bytes_of(&x, sizeof(x)))
				   : seed;
	}
	if (!decimal_parse(&d, text))
		return hash_bytes(seed, text);
	seed = hash_number(seed, (uint64_t)d.exponent << 1 | d.negative);
	return hash_bytes(seed, bytes_of(d.digits, d.count));
}
