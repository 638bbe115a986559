// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Headers of received frames, and their checksums. */
#include "port.h"
#include "sim.h"

#define SIM_TCP 6
#define SIM_UDP 17
#define SIM_IP4_MORE_OR_OFFSET 0x3fff
#define SIM_IP6_HDR 40

static u32 sim_get16(const u8 *field)
{
	return field[0] << 8 | field[1];
}

static void sim_parse_ipv4(const u8 *frame, struct e1k_sim_parsed *p)
{
	const u8 *ip = frame + p->ip;

	p->ipv4 = true;
	p->l4 = p->ip + 4 * (ip[0] & 0xf);
	p->end = p->ip + sim_get16(ip + 2);
	if (!(sim_get16(ip + 6) & SIM_IP4_MORE_OR_OFFSET))
		p->proto = ip[9];
}

static void sim_parse_ipv6(const u8 *frame, struct e1k_sim_parsed *p)
{
	const u8 *ip = frame + p->ip;

	p->l4 = p->ip + SIM_IP6_HDR;
	p->end = p->l4 + sim_get16(ip + 4);
	p->proto = ip[6];
}

void e1k_sim_parse(const u8 *frame, u32 len, struct e1k_sim_parsed *p)
{
	u32 type = sim_get16(frame + 12), ip = 14;

	memset(p, 0, sizeof(*p));
	if (type == 0x8100) {
		type = sim_get16(frame + 16);
		ip = 18;
	}
	if (type != 0x0800 && type != 0x86dd)
		return;
	p->ip = ip;
	if (type == 0x0800)
		sim_parse_ipv4(frame, p);
	else
		sim_parse_ipv6(frame, p);
	if ((p->proto != SIM_TCP && p->proto != SIM_UDP) || p->l4 + 8 > len || p->end > len)
		p->proto = 0;
}

u32 e1k_sim_sum(const u8 *data, u32 len)
{
	u32 sum = 0, i;

	for (i = 0; i < len; i++)
		sum += i % 2 ? data[i] : data[i] << 8;
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return sum;
}

static bool sim_l4_right(const u8 *frame, const struct e1k_sim_parsed *p)
{
	u32 addrs = p->ipv4 ? 12 : 8, addrs_len = p->ipv4 ? 8 : 32, sum;

	sum = e1k_sim_sum(frame + p->l4, p->end - p->l4) + p->proto + (p->end - p->l4) +
	      e1k_sim_sum(frame + p->ip + addrs, addrs_len);
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return sum == 0xffff;
}

/* Status and error bits, at their places in a legacy descriptor. */
u32 e1k_sim_rx_csum(struct e1k_world *w, const u8 *frame, u32 len)
{
	u32 rxcsum = *e1k_sim_reg(w, E1K_RXCSUM), bits = 0;
	struct e1k_sim_parsed p;

	if (!(rxcsum & (E1K_RXCSUM_IPOFLD | E1K_RXCSUM_TUOFLD)))
		return E1K_RXD_STAT_IXSM;
	e1k_sim_parse(frame, len, &p);
	if (p.ipv4 && rxcsum & E1K_RXCSUM_IPOFLD) {
		bits |= E1K_RXD_STAT_IPCS;
		if (e1k_sim_sum(frame + p.ip, p.l4 - p.ip) != 0xffff)
			bits |= E1K_RXD_ERR_IPE;
	}
	if (!p.proto || !(rxcsum & E1K_RXCSUM_TUOFLD))
		return bits;
	bits |= p.proto == SIM_UDP && e1k_sim_is(w, SIM_ON_PCIE) ? E1K_RXD_STAT_UDPCS :
								    E1K_RXD_STAT_TCPCS;
	return sim_l4_right(frame, &p) ? bits : bits | E1K_RXD_ERR_TCPE;
}
