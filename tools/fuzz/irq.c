// SPDX-License-Identifier: GPL-2.0-only
/*
 * Whatever ICR and EICR say, and the counters.
 * covers: hal/irq.c hal/irq.h hal/stats.c hal/io.c hal/io.h
 */
#include "device.h"

#include "../../hal/io.h"
#include "../../hal/irq.h"
#include "../../hal/stats.h"

static void fuzz_irq_setup(struct e1k_hw *hw, struct e1k_world *w)
{
	u8 mode = fuzz_u8(w) % 4, vectors = fuzz_u8(w) % 18;
	int err = e1k_irq_setup(hw, mode, vectors);

	FUZZ_ASSERT(err || (vectors && vectors <= E1K_IRQ_VECTOR_MAX));
	FUZZ_ASSERT(e1k_irq_pairs(hw) && e1k_irq_pairs(hw) <= hw->chip->rx_queues);
	FUZZ_ASSERT(e1k_irq_tx_vector(hw, e1k_irq_pairs(hw) - 1) < hw->irq_vectors);
	FUZZ_ASSERT(e1k_irq_vectors(hw->chip->vectors, 1 + vectors % 8) <= hw->chip->vectors);
}

static void fuzz_irq_handle(struct e1k_hw *hw, struct e1k_world *w)
{
	FUZZ_ASSERT(e1k_irq_ack(hw) != ~0U);
	w->reg[E1K_ICS / 4] = 0;
	FUZZ_ASSERT(e1k_irq_other_ack(hw) != ~0U);
	/* only queue causes are raised again: anything else would come for ever */
	FUZZ_ASSERT(!(w->reg[E1K_ICS / 4] & ~hw->chip->irq.in_icr));
}

static void fuzz_irq_lines(struct e1k_hw *hw, struct e1k_world *w)
{
	u8 vector = fuzz_u8(w) % e1k_irq_pairs(hw);
	struct e1k_irq_line line;

	e1k_irq_line(hw, vector, &line);
	FUZZ_ASSERT(line.unmask_val && line.unmask_val == line.mask_val);
	e1k_irq_line_unmask(&line);
	e1k_irq_line_mask(&line);
	e1k_irq_kick(hw, vector);
	e1k_irq_trigger(hw, fuzz_u32(w));
}

static void fuzz_irq_enable(struct e1k_hw *hw, struct e1k_world *w)
{
	e1k_irq_enable(hw);
	e1k_irq_mask(hw, fuzz_u32(w));
	e1k_irq_disable(hw);
	e1k_irq_drain(hw);
}

static void fuzz_irq_throttle(struct e1k_hw *hw, struct e1k_world *w)
{
	u32 usecs = fuzz_u16(w), longest = e1k_irq_max_throttle(hw->chip);
	u8 vector = fuzz_u8(w) % 12;
	int err = e1k_irq_set_throttle(hw, vector, usecs);

	FUZZ_ASSERT(err || (usecs <= longest && vector < e1k_irq_pairs(hw)));
}

static void fuzz_irq_stats(struct e1k_hw *hw, struct e1k_world *w)
{
	struct e1k_stats before, stats = {};
	u32 i, round;

	for (round = 0; round < 3; round++) {
		before = stats;
		e1k_stats_update(hw, &stats);
		/* never back; but what has 64 bits may be anything at once */
		for (i = 0; i < E1K_STAT_CNT; i++)
			FUZZ_ASSERT(stats.val[i] >= before.val[i] || before.val[i] >> 40 ||
				    (stats.val[i] - before.val[i]) >> 40);
	}
	e1k_stats_clear(hw, &stats);
	for (i = 0; i < E1K_STAT_CNT; i++)
		FUZZ_ASSERT(!stats.val[i]);
	FUZZ_ASSERT(e1k_stats_name(fuzz_u8(w) % E1K_STAT_CNT));
}

static void fuzz_irq_dump(struct e1k_hw *hw, struct e1k_world *w)
{
	u32 len = e1k_io_dump_len(hw->chip), *buf;

	FUZZ_ASSERT(e1k_io_lan_id(hw) < 4);
	e1k_io_gone(hw);
	e1k_io_flush(hw);
	e1k_io_wait(hw, E1K_STATUS, fuzz_u32(w), fuzz_u32(w), 1 + fuzz_u16(w) % 1000, 5000);
	e1k_io_wait(hw, E1K_STATUS, fuzz_u32(w), fuzz_u32(w), 1000, 5000);
	e1k_io_update(hw, E1K_CTRL_EXT, fuzz_u32(w), fuzz_u32(w));
	/* the last: it reads more than an input has */
	buf = malloc(len * sizeof(*buf));
	e1k_io_dump(hw, buf);
	free(buf);
}

const fuzz_op fuzz_ops[] = {
	fuzz_irq_setup,
	fuzz_irq_handle,
	fuzz_irq_lines,
	fuzz_irq_enable,
	fuzz_irq_throttle,
	fuzz_irq_stats,
	fuzz_irq_dump,
};

const u32 fuzz_ops_cnt = ARRAY_SIZE(fuzz_ops);
