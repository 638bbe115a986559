// SPDX-License-Identifier: GPL-2.0-only
#include "xdp.h"

#include <linux/bpf_trace.h>
#include <linux/if_vlan.h>

#include "../os_linux/compat.h"
#include "net.h"
#include "xdptx.h"
#include "xsk.h"

/* Frames up to this MTU, with a tag and the FCS, fill one buffer. */
#define E1K_XDP_MTU_MAX (E1K_RX_BUF_LEN - ETH_HLEN - VLAN_HLEN - ETH_FCS_LEN)

enum e1k_xdp_result e1k_xdp_act(struct e1k_rx_ring *rxr, struct bpf_prog *prog,
				struct xdp_buff *xdp, u32 act, struct e1k_xdp_count *count)
{
	struct e1k_vector *vec = container_of(rxr, struct e1k_vector, rx);
	int result;

	switch (act) {
	case XDP_TX:
		result = e1k_xdptx_back(&vec->tx, xdp);
		if (result < 0)
			break;
		count->tx++;
		return result;
	case XDP_REDIRECT:
		if (xdp_do_redirect(rxr->netdev, xdp, prog))
			break;
		count->redirect++;
		return E1K_XDP_GONE;
	case XDP_ABORTED:
		break;
	default:
		bpf_warn_invalid_xdp_action(rxr->netdev, prog, act);
		break;
	}
	trace_xdp_exception(rxr->netdev, prog, act);
	count->aborted++;
	return E1K_XDP_KEPT;
}

enum e1k_xdp_result e1k_xdp_run_chain(struct e1k_rx_ring *rxr, struct bpf_prog *prog,
				      struct e1k_xdp_buff *frame, struct e1k_xdp_count *count)
{
	/* the device receives frames longer than the MTU */
	if (xdp_buff_has_frags(&frame->xdp) && !prog->aux->xdp_has_frags) {
		count->too_long++;
		return E1K_XDP_KEPT;
	}
	return e1k_xdp_run(rxr, prog, frame, count);
}

void e1k_xdp_finish(struct e1k_rx_ring *rxr, const struct e1k_xdp_count *count)
{
	struct e1k_vector *vec = container_of(rxr, struct e1k_vector, rx);

	if (count->redirect)
		xdp_do_flush();
	if (count->tx)
		e1k_xdptx_flush(&vec->tx);
}

static bool e1k_xdp_fits(struct bpf_prog *prog, unsigned int mtu)
{
	return !prog || prog->aux->xdp_has_frags || mtu <= E1K_XDP_MTU_MAX;
}

static int e1k_xdp_attach(struct e1k_net *net, struct bpf_prog *prog,
			  struct netlink_ext_ack *extack)
{
	struct bpf_prog *old = net->xdp_prog;
	unsigned int i;

	if (!e1k_xdp_fits(prog, net->netdev->mtu)) {
		NL_SET_ERR_MSG(extack, "the MTU is too large for a program without frags");
		return -EOPNOTSUPP;
	}
	if (prog && net->ring_cfg.split) {
		NL_SET_ERR_MSG(extack, "an XDP program wants tcp-data-split to be off");
		return -EBUSY;
	}
	net->xdp_prog = prog;
	for (i = 0; i < net->vec_cnt; i++)
		rcu_assign_pointer(net->vec[i]->rx.prog, prog);
	/* a poll that has read the old one is waited for before it is freed */
	if (old)
		bpf_prog_put(old);
	return 0;
}

int e1k_xdp_bpf(struct net_device *netdev, struct netdev_bpf *bpf)
{
	struct e1k_net *net = netdev_priv(netdev);

	switch (bpf->command) {
	case XDP_SETUP_PROG:
		return e1k_xdp_attach(net, bpf->prog, bpf->extack);
	case XDP_SETUP_XSK_POOL:
		return e1k_xsk_setup(net, bpf->xsk.queue_id, bpf->xsk.pool);
	default:
		return -EINVAL;
	}
}

int e1k_xdp_change_mtu(struct net_device *netdev, int mtu)
{
	const struct e1k_net *net = netdev_priv(netdev);

	if (!e1k_xdp_fits(net->xdp_prog, mtu)) {
		netdev_warn(netdev, "an XDP program without frags limits the MTU to %d\n",
			    E1K_XDP_MTU_MAX);
		return -EINVAL;
	}
	if (!e1k_xsk_all_fit(net, mtu))
		return -EINVAL;
	WRITE_ONCE(netdev->mtu, mtu);
	return 0;
}

#ifdef E1K_COMPAT_XDP_METADATA
static const enum xdp_rss_hash_type e1k_xdp_hash_types[] = {
	[E1K_RXD_RSS_TCP_IPV4] = XDP_RSS_TYPE_L4_IPV4_TCP,
	[E1K_RXD_RSS_IPV4] = XDP_RSS_TYPE_L3_IPV4,
	[E1K_RXD_RSS_TCP_IPV6] = XDP_RSS_TYPE_L4_IPV6_TCP,
	[E1K_RXD_RSS_IPV6_EX] = XDP_RSS_TYPE_L3_IPV6_EX,
	[E1K_RXD_RSS_IPV6] = XDP_RSS_TYPE_L3_IPV6,
	[E1K_RXD_RSS_TCP_IPV6_EX] = XDP_RSS_TYPE_L4_IPV6_TCP_EX,
	[E1K_RXD_RSS_UDP_IPV4] = XDP_RSS_TYPE_L4_IPV4_UDP,
	[E1K_RXD_RSS_UDP_IPV6] = XDP_RSS_TYPE_L4_IPV6_UDP,
	[E1K_RXD_RSS_UDP_IPV6_EX] = XDP_RSS_TYPE_L4_IPV6_UDP_EX,
};

static const struct e1k_rx_ring *e1k_xdp_ring(const struct e1k_xdp_buff *frame)
{
	return container_of(frame->xdp.rxq, struct e1k_rx_ring, rxq);
}

static int e1k_xdp_rx_hash(const struct xdp_md *ctx, u32 *hash, enum xdp_rss_hash_type *type)
{
	const struct e1k_xdp_buff *frame = (const void *)ctx;
	const struct e1k_rx_ring *rxr = e1k_xdp_ring(frame);
	u32 rss = e1k_rxd_rss_type(frame->rxd, rxr->format);

	if (rss == E1K_RXD_RSS_NONE || !(rxr->netdev->features & NETIF_F_RXHASH))
		return -ENODATA;
	*hash = e1k_rxd_rss_hash(frame->rxd);
	/* types the device does not have are its lie */
	*type = rss < ARRAY_SIZE(e1k_xdp_hash_types) ? e1k_xdp_hash_types[rss] :
						       XDP_RSS_TYPE_NONE;
	return 0;
}

static int e1k_xdp_rx_vlan_tag(const struct xdp_md *ctx, __be16 *proto, u16 *tci)
{
	const struct e1k_xdp_buff *frame = (const void *)ctx;

	if (!(frame->status & E1K_RXD_STAT_VP))
		return -ENODATA;
	*proto = htons(ETH_P_8021Q);
	*tci = e1k_rxd_vlan(frame->rxd, e1k_xdp_ring(frame)->format);
	return 0;
}

/* What is listed here user space takes for granted. */
static const struct xdp_metadata_ops e1k_xdp_hash_ops = {
	.xmo_rx_hash = e1k_xdp_rx_hash,
	.xmo_rx_vlan_tag = e1k_xdp_rx_vlan_tag,
};

static const struct xdp_metadata_ops e1k_xdp_plain_ops = {
	.xmo_rx_vlan_tag = e1k_xdp_rx_vlan_tag,
};

const struct xdp_metadata_ops *e1k_xdp_metadata_ops(const struct e1k_chip *chip)
{
	return chip->mrqc ? &e1k_xdp_hash_ops : &e1k_xdp_plain_ops;
}
#endif
