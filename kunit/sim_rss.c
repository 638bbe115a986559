// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Receive side scaling: the Toeplitz hash and the queue it leads to. */
#include "port.h"
#include "sim.h"

#define SIM_TCP 6
#define SIM_INPUT_MAX 36

static u8 sim_key_byte(struct e1k_world *w, u32 n)
{
	return *e1k_sim_reg(w, E1K_RSSRK(n / 4)) >> 8 * (n % 4);
}

/* Microsoft, "RSS hashing types": each set bit adds the 32 bits of key from its place on. */
static u32 sim_toeplitz(struct e1k_world *w, const u8 *input, u32 len)
{
	u32 window = 0, hash = 0, i, bit;

	for (i = 0; i < 4; i++)
		window = window << 8 | sim_key_byte(w, i);
	for (i = 0; i < len; i++) {
		for (bit = 0; bit < 8; bit++) {
			if (input[i] & 0x80 >> bit)
				hash ^= window;
			window = window << 1 | (sim_key_byte(w, i + 4) >> (7 - bit) & 1);
		}
	}
	return hash;
}

static bool sim_rss_on(struct e1k_world *w, u32 mrqc)
{
	if (e1k_sim_is(w, SIM_ON_8254X) || (mrqc & 7) != (e1k_sim_is(w, SIM_ON_82576) ? 2 : 1))
		return false;
	if (*e1k_sim_reg(w, E1K_RXCSUM) & E1K_RXCSUM_PCSD)
		return true;
	e1k_sim_complain(w, "RSS without RXCSUM.PCSD");
	return false;
}

/* Bits of MRQC in the order they are tried; the type each gives. */
static u32 sim_rss_type(u32 mrqc, const struct e1k_sim_parsed *p)
{
	bool tcp = p->proto == SIM_TCP, udp = p->proto && !tcp;

	if (!p->ip)
		return E1K_RXD_RSS_NONE;
	if (p->ipv4) {
		if (tcp && mrqc & E1K_MRQC_TCP_IPV4)
			return E1K_RXD_RSS_TCP_IPV4;
		if (udp && mrqc & E1K_MRQC_UDP_IPV4)
			return E1K_RXD_RSS_UDP_IPV4;
		return mrqc & E1K_MRQC_IPV4 ? E1K_RXD_RSS_IPV4 : E1K_RXD_RSS_NONE;
	}
	if (tcp && mrqc & (E1K_MRQC_TCP_IPV6 | E1K_MRQC_TCP_IPV6_EX))
		return E1K_RXD_RSS_TCP_IPV6;
	if (udp && mrqc & E1K_MRQC_UDP_IPV6)
		return E1K_RXD_RSS_UDP_IPV6;
	if (mrqc & E1K_MRQC_IPV6)
		return E1K_RXD_RSS_IPV6;
	return mrqc & E1K_MRQC_IPV6_EX ? E1K_RXD_RSS_IPV6_EX : E1K_RXD_RSS_NONE;
}

u32 e1k_sim_rss(struct e1k_world *w, const u8 *frame, u32 len, u32 *hash)
{
	u32 mrqc = *e1k_sim_reg(w, E1K_MRQC), type, addrs;
	struct e1k_sim_parsed p;
	u8 input[SIM_INPUT_MAX];

	*hash = 0;
	if (!sim_rss_on(w, mrqc))
		return E1K_RXD_RSS_NONE;
	e1k_sim_parse(frame, len, &p);
	type = sim_rss_type(mrqc, &p);
	if (type == E1K_RXD_RSS_NONE)
		return type;
	addrs = p.ipv4 ? 8 : 32;
	memcpy(input, frame + p.ip + (p.ipv4 ? 12 : 8), addrs);
	if (E1K_RXD_RSS_L4 & BIT(type)) {
		memcpy(input + addrs, frame + p.l4, 4);
		addrs += 4;
	}
	*hash = sim_toeplitz(w, input, addrs);
	return type;
}

/* A frame without a hash goes to queue 0, whatever the table says. */
u32 e1k_sim_rss_queue(struct e1k_world *w, u32 type, u32 hash)
{
	u32 n = hash & 0x7f, entry;

	if (type == E1K_RXD_RSS_NONE)
		return 0;
	entry = *e1k_sim_reg(w, E1K_RETA(n / 4)) >> 8 * (n % 4);
	return e1k_sim_is(w, SIM_ON_82576) ? entry & 0xf : entry >> 7 & 1;
}
