/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Register offsets and fields, in the datasheets' spelling.
 * 8254x: "PCI/PCI-X Family of Gigabit Ethernet Controllers Software Developer's
 * Manual", chapter 13. 82574: datasheet chapter 10. 82576: datasheet chapter 8.
 * A comment names the chips when a register is not in all of them.
 */
#ifndef E1K_HAL_REGS_H
#define E1K_HAL_REGS_H

#define E1K_CTRL 0x0000
#define E1K_CTRL_FD BIT(0)
#define E1K_CTRL_GIO_MASTER_DISABLE BIT(2) /* PCIe chips */
#define E1K_CTRL_ASDE BIT(5)
#define E1K_CTRL_SLU BIT(6)
#define E1K_CTRL_ILOS BIT(7)
#define E1K_CTRL_SPEED GENMASK(9, 8)
#define E1K_CTRL_SPEED_10 0
#define E1K_CTRL_SPEED_100 1
#define E1K_CTRL_SPEED_1000 2
#define E1K_CTRL_FRCSPD BIT(11)
#define E1K_CTRL_FRCDPLX BIT(12)
#define E1K_CTRL_RST BIT(26)
#define E1K_CTRL_RFCE BIT(27)
#define E1K_CTRL_TFCE BIT(28)
#define E1K_CTRL_VME BIT(30)
#define E1K_CTRL_PHY_RST BIT(31)

#define E1K_STATUS 0x0008
#define E1K_STATUS_FD BIT(0)
#define E1K_STATUS_LU BIT(1)
#define E1K_STATUS_LAN_ID GENMASK(3, 2)
#define E1K_STATUS_TXOFF BIT(4)
#define E1K_STATUS_SPEED GENMASK(7, 6)
#define E1K_STATUS_PCIX BIT(13) /* 8254x: the bus runs in PCI-X mode */
#define E1K_STATUS_GIO_MASTER_EN BIT(19) /* PCIe chips */

#define E1K_EECD 0x0010
#define E1K_EECD_SK BIT(0)
#define E1K_EECD_CS BIT(1)
#define E1K_EECD_DI BIT(2)
#define E1K_EECD_DO BIT(3)
#define E1K_EECD_REQ BIT(6) /* reserved on the 82544 */
#define E1K_EECD_GNT BIT(7) /* reserved on the 82544 */
#define E1K_EECD_PRES BIT(8)
#define E1K_EECD_SIZE BIT(9) /* Microwire: 256 words, else 64 */
#define E1K_EECD_AUTO_RD BIT(9) /* PCIe chips */
#define E1K_EECD_ADDR_BITS BIT(10) /* SPI: 16 address bits, else 8 */
#define E1K_EECD_TYPE BIT(13) /* 8254x: SPI, else Microwire */
#define E1K_EECD_NVM_SIZE GENMASK(14, 11) /* PCIe chips: 64 words << n */
#define E1K_EECD_NVADDS GENMASK(16, 15) /* 82574 */
#define E1K_EECD_NVADDS_FLASH 3

#define E1K_EERD 0x0014 /* not on the 82544 */
#define E1K_EERD_START BIT(0)
#define E1K_EERD_DONE_8254X BIT(4)
#define E1K_EERD_ADDR_8254X GENMASK(15, 8)
#define E1K_EERD_DONE BIT(1)
#define E1K_EERD_ADDR GENMASK(15, 2)
#define E1K_EERD_DATA GENMASK(31, 16)

#define E1K_CTRL_EXT 0x0018
#define E1K_CTRL_EXT_EIAME BIT(24) /* 82574: sending a message masks what IAM says */
#define E1K_CTRL_EXT_IAME BIT(27) /* 82574 */
#define E1K_CTRL_EXT_DRV_LOAD BIT(28) /* PCIe chips */
#define E1K_CTRL_EXT_PBA_SUPPORT BIT(31) /* 82574 */

#define E1K_MDIC 0x0020
#define E1K_MDIC_DATA GENMASK(15, 0)
#define E1K_MDIC_REGADD GENMASK(20, 16)
#define E1K_MDIC_PHYADD GENMASK(25, 21)
#define E1K_MDIC_OP GENMASK(27, 26)
#define E1K_MDIC_OP_WRITE 1
#define E1K_MDIC_OP_READ 2
#define E1K_MDIC_READY BIT(28)
#define E1K_MDIC_ERROR BIT(30)

#define E1K_FCAL 0x0028
#define E1K_FCAL_VALUE 0x00c28001
#define E1K_FCAH 0x002c
#define E1K_FCAH_VALUE 0x0100
#define E1K_FCT 0x0030
#define E1K_FCT_VALUE 0x8808
#define E1K_VET 0x0038
#define E1K_VET_8021Q 0x8100

/* On the 82576 these are aliases of 0x1500 and up. */
#define E1K_ICR 0x00c0
#define E1K_ITR 0x00c4
#define E1K_ITR_INTERVAL GENMASK(15, 0)
#define E1K_ICS 0x00c8
#define E1K_IMS 0x00d0
#define E1K_IMC 0x00d8
#define E1K_EIAC_82574 0x00dc
#define E1K_IAM 0x00e0
#define E1K_IVAR_82574 0x00e4
#define E1K_IVAR_82574_RXQ(n, vector) (((vector) | BIT(3)) << (4 * (n)))
#define E1K_IVAR_82574_TXQ(n, vector) (((vector) | BIT(3)) << (8 + 4 * (n)))
#define E1K_IVAR_82574_OTHER(vector) (((vector) | BIT(3)) << 16)
#define E1K_EITR_82574(n) (0x00e8 + 4 * (n))
#define E1K_INT_TXDW BIT(0)
#define E1K_INT_TXQE BIT(1)
#define E1K_INT_LSC BIT(2)
#define E1K_INT_RXSEQ BIT(3)
#define E1K_INT_RXDMT0 BIT(4)
#define E1K_INT_RXO BIT(6)
#define E1K_INT_RXT0 BIT(7)
#define E1K_INT_RXQ0 BIT(20) /* 82574, MSI-X only; queue n is bit 20 + n */
#define E1K_INT_TXQ0 BIT(22) /* 82574, MSI-X only; queue n is bit 22 + n */
#define E1K_INT_OTHER BIT(24) /* 82574 */
#define E1K_INT_ALL GENMASK(31, 0)

/* 82576: causes of vectors, one bit each. */
#define E1K_GPIE 0x1514
#define E1K_GPIE_NSICR BIT(0) /* a read of ICR clears it */
#define E1K_GPIE_MULTIPLE_MSIX BIT(4)
#define E1K_GPIE_EIAME BIT(30) /* sending a message masks what EIAM says */
#define E1K_GPIE_PBA_SUPPORT BIT(31)
#define E1K_EICS 0x1520
#define E1K_EIMS 0x1524
#define E1K_EIMC 0x1528
#define E1K_EIAC 0x152c
#define E1K_EIAM 0x1530
#define E1K_EICR 0x1580
#define E1K_EITR(n) (0x1680 + 4 * (n))
/* One byte each: RX queue n, TX queue n, RX queue n + 8, TX queue n + 8. */
#define E1K_IVAR(n) (0x1700 + 4 * (n))
#define E1K_IVAR_CNT 8
#define E1K_IVAR_RXQ(vector) ((vector) | BIT(7))
#define E1K_IVAR_TXQ(vector) (((vector) | BIT(7)) << 8)
#define E1K_IVAR_MISC 0x1740
#define E1K_IVAR_MISC_OTHER(vector) (((vector) | BIT(7)) << 8)

#define E1K_RCTL 0x0100
#define E1K_RCTL_EN BIT(1)
#define E1K_RCTL_SBP BIT(2)
#define E1K_RCTL_UPE BIT(3)
#define E1K_RCTL_MPE BIT(4)
#define E1K_RCTL_LPE BIT(5)
#define E1K_RCTL_LBM GENMASK(7, 6)
#define E1K_RCTL_LBM_MAC 1
#define E1K_RCTL_RDMTS GENMASK(9, 8)
#define E1K_RCTL_MO GENMASK(13, 12)
#define E1K_RCTL_BAM BIT(15)
#define E1K_RCTL_BSIZE GENMASK(17, 16)
#define E1K_RCTL_BSIZE_2048 0
#define E1K_RCTL_VFE BIT(18)
#define E1K_RCTL_CFIEN BIT(19)
#define E1K_RCTL_DPF BIT(22)
#define E1K_RCTL_PMCF BIT(23)
#define E1K_RCTL_BSEX BIT(25)
#define E1K_RCTL_SECRC BIT(26)

#define E1K_FCTTV 0x0170

#define E1K_TCTL 0x0400
#define E1K_TCTL_EN BIT(1)
#define E1K_TCTL_PSP BIT(3)
#define E1K_TCTL_CT GENMASK(11, 4)
#define E1K_TCTL_CT_802_3 15
#define E1K_TCTL_COLD GENMASK(21, 12)
#define E1K_TCTL_COLD_FD 0x40
#define E1K_TCTL_COLD_HD 0x40
#define E1K_TCTL_COLD_GIG_HD 0x200
#define E1K_TCTL_RTLC BIT(24)
#define E1K_TCTL_RESERVED GENMASK(31, 25) /* PCIe chips: not all zero */

#define E1K_TIPG 0x0410
#define E1K_TIPG_IPGT GENMASK(9, 0)
#define E1K_TIPG_IPGR1 GENMASK(19, 10)
#define E1K_TIPG_IPGR2 GENMASK(29, 20)
#define E1K_TIPG_GAPS(ipgt, ipgr1, ipgr2) ((ipgt) | (ipgr1) << 10 | (ipgr2) << 20)

#define E1K_LEDCTL 0x0e00
#define E1K_LEDCTL_MODE(led) (GENMASK(3, 0) << (8 * (led)))
#define E1K_LEDCTL_IVRT(led) (BIT(6) << (8 * (led)))
#define E1K_LEDCTL_BLINK(led) (BIT(7) << (8 * (led)))
#define E1K_LEDCTL_MODE_ON 0xe
#define E1K_LEDCTL_MODE_OFF 0xf

#define E1K_EXTCNF_CTRL 0x0f00 /* 82574 */
#define E1K_EXTCNF_CTRL_MDIO_SW_OWNERSHIP BIT(5)

#define E1K_PBA 0x1000 /* 8254x, 82574: KB of the receive part */
#define E1K_PBA_RXA GENMASK(15, 0)

#define E1K_EEWR 0x102c /* 82574; fields as in EERD */

#define E1K_FCRTL 0x2160
#define E1K_FCRTL_RTL GENMASK(15, 4) /* 8254x, 82574: and bit 3 */
#define E1K_FCRTL_XONE BIT(31)
#define E1K_FCRTH 0x2168
#define E1K_FCRTH_RTH GENMASK(15, 4) /* likewise */

#define E1K_RXPBS 0x2404 /* 82576: KB of the receive packet buffer */

/*
 * One block per queue: chip->rxq_base, chip->txq_base and chip->queue_stride
 * say where it is, these say where each register is in it.
 */
#define E1K_Q_BAL 0x00
#define E1K_Q_BAH 0x04
#define E1K_Q_LEN 0x08
#define E1K_Q_SRRCTL 0x0c /* 82576 RX */
#define E1K_Q_HEAD 0x10
#define E1K_Q_TAIL 0x18
#define E1K_SRRCTL_BSIZEPKT GENMASK(6, 0) /* 1 KB */
#define E1K_SRRCTL_BSIZEPKT_2048 2
#define E1K_SRRCTL_BSIZEHDR GENMASK(11, 8) /* 64 bytes */
#define E1K_SRRCTL_DESCTYPE GENMASK(27, 25)
#define E1K_SRRCTL_DESCTYPE_ADV_ONE_BUFFER BIT(25)
#define E1K_SRRCTL_DESCTYPE_ADV_SPLIT BIT(26)
#define E1K_SRRCTL_DROP_EN BIT(31)
#define E1K_Q_DCTL 0x28
#define E1K_DCTL_PTHRESH GENMASK(5, 0) /* 82576: 4 to 0 */
#define E1K_DCTL_HTHRESH GENMASK(13, 8)
#define E1K_DCTL_WTHRESH GENMASK(21, 16)
#define E1K_DCTL_THRESH(prefetch, host) ((prefetch) | (host) << 8)
#define E1K_DCTL_MUST_BE_SET BIT(22) /* 82574 TX */
#define E1K_DCTL_GRAN BIT(24) /* 8254x, 82574: thresholds count descriptors */
#define E1K_DCTL_ENABLE BIT(25) /* 82576 */
#define E1K_Q_RQDPC 0x30 /* 82576 RX: frames dropped, clears when read */
#define E1K_Q_TARC 0x40 /* 82574 TX */
#define E1K_TARC_ENABLE BIT(10)

#define E1K_RDTR 0x2820
#define E1K_RDTR_FPD BIT(31)
#define E1K_RADV 0x282c
#define E1K_RSRPD 0x2c00
#define E1K_TIDV 0x3820
#define E1K_TADV 0x382c
#define E1K_TSPMT 0x3830 /* 8254x: TCP segmentation pad and minimum threshold */

/* Packet buffer FIFO pointers: equal heads and tails mean it is empty. */
#define E1K_RDFH 0x2410
#define E1K_RDFT 0x2418
#define E1K_TDFH 0x3410
#define E1K_TDFT 0x3418
#define E1K_TDFHS 0x3420
#define E1K_TDFTS 0x3428
#define E1K_TDFPC 0x3430

/* Statistics: 32-bit registers that clear when read, first to last. */
#define E1K_CRCERRS 0x4000
#define E1K_ALGNERRC 0x4004
#define E1K_SYMERRS 0x4008
#define E1K_RXERRC 0x400c
#define E1K_MPC 0x4010
#define E1K_SCC 0x4014
#define E1K_ECOL 0x4018
#define E1K_MCC 0x401c
#define E1K_LATECOL 0x4020
#define E1K_COLC 0x4028
#define E1K_DC 0x4030
#define E1K_TNCRS 0x4034
#define E1K_SEC 0x4038
#define E1K_CEXTERR 0x403c
#define E1K_RLEC 0x4040
#define E1K_XONRXC 0x4048
#define E1K_XONTXC 0x404c
#define E1K_XOFFRXC 0x4050
#define E1K_XOFFTXC 0x4054
#define E1K_FCRUC 0x4058
#define E1K_PRC64 0x405c
#define E1K_PRC127 0x4060
#define E1K_PRC255 0x4064
#define E1K_PRC511 0x4068
#define E1K_PRC1023 0x406c
#define E1K_PRC1522 0x4070
#define E1K_GPRC 0x4074
#define E1K_BPRC 0x4078
#define E1K_MPRC 0x407c
#define E1K_GPTC 0x4080
#define E1K_GORCL 0x4088
#define E1K_GOTCL 0x4090
#define E1K_GOTCH 0x4094
#define E1K_RNBC 0x40a0
#define E1K_RUC 0x40a4
#define E1K_RFC 0x40a8
#define E1K_ROC 0x40ac
#define E1K_RJC 0x40b0
#define E1K_MGTPRC 0x40b4
#define E1K_MGTPDC 0x40b8
#define E1K_MGTPTC 0x40bc
#define E1K_TORL 0x40c0
#define E1K_TOTL 0x40c8
#define E1K_TPR 0x40d0
#define E1K_TPT 0x40d4
#define E1K_PTC64 0x40d8
#define E1K_PTC127 0x40dc
#define E1K_PTC255 0x40e0
#define E1K_PTC511 0x40e4
#define E1K_PTC1023 0x40e8
#define E1K_PTC1522 0x40ec
#define E1K_MPTC 0x40f0
#define E1K_BPTC 0x40f4
#define E1K_TSCTC 0x40f8
#define E1K_TSCTFC 0x40fc

#define E1K_RXCSUM 0x5000
#define E1K_RXCSUM_IPOFLD BIT(8)
#define E1K_RXCSUM_TUOFLD BIT(9)
#define E1K_RXCSUM_PCSD BIT(13) /* 82574, 82576 */
#define E1K_RLPML 0x5004 /* 82576: longest frame with RCTL.LPE */
#define E1K_RFCTL 0x5008 /* 82574 */
#define E1K_RFCTL_ISCSI_DIS BIT(0)
#define E1K_RFCTL_NFSW_DIS BIT(6)
#define E1K_RFCTL_NFSR_DIS BIT(7)
#define E1K_RFCTL_ACK_DIS BIT(12) /* a received TCP ACK is no cause */
#define E1K_RFCTL_EXTEN BIT(15) /* extended receive descriptors */

#define E1K_MTA(n) (0x5200 + 4 * (n))
#define E1K_MTA_CNT 128
#define E1K_RAL(n) (0x5400 + 8 * (n))
#define E1K_RAH(n) (0x5404 + 8 * (n))
#define E1K_RAH_AV BIT(31)
#define E1K_RAR_CNT 16
/* 82576: frames whose headers are split off, for queues n and n + 8. */
#define E1K_PSRTYPE(n) (0x5480 + 4 * (n))
#define E1K_PSRTYPE_CNT 8
#define E1K_PSRTYPE_IPV4_TCP BIT(2)
#define E1K_PSRTYPE_IPV6_TCP BIT(8)
/* 82576: addresses 16 and up. */
#define E1K_RAL2(n) (0x54e0 + 8 * (n))
#define E1K_RAH2(n) (0x54e4 + 8 * (n))
#define E1K_VFTA(n) (0x5600 + 4 * (n))
#define E1K_VFTA_CNT 128

#define E1K_WUC 0x5800
#define E1K_WUC_APME BIT(0)
#define E1K_WUC_PME_EN BIT(1)
#define E1K_WUC_PME_STATUS BIT(2)
#define E1K_WUC_APMPME BIT(3)
#define E1K_WUFC 0x5808
#define E1K_WUFC_LNKC BIT(0)
#define E1K_WUFC_MAG BIT(1)
#define E1K_WUFC_EX BIT(2)
#define E1K_WUFC_MC BIT(3)
#define E1K_WUFC_BC BIT(4)
#define E1K_WUS 0x5810
#define E1K_MRQC 0x5818 /* 82574, 82576 */
#define E1K_MRQC_RSS_82574 1
#define E1K_MRQC_RSS_82576 2
#define E1K_MRQC_TCP_IPV4 BIT(16)
#define E1K_MRQC_IPV4 BIT(17)
#define E1K_MRQC_TCP_IPV6_EX BIT(18)
#define E1K_MRQC_IPV6_EX BIT(19)
#define E1K_MRQC_IPV6 BIT(20)
#define E1K_MRQC_TCP_IPV6 BIT(21)
#define E1K_MRQC_UDP_IPV4 BIT(22)
#define E1K_MRQC_UDP_IPV6 BIT(23)
#define E1K_MANC 0x5820
#define E1K_MANC_ARP_EN BIT(13)

#define E1K_SWSM 0x5b50 /* PCIe chips */
#define E1K_SWSM_SMBI BIT(0) /* set by reading it */
#define E1K_SWSM_SWESMBI BIT(1)
#define E1K_SW_FW_SYNC 0x5b5c /* 82576 */
#define E1K_SW_FW_SYNC_EEP BIT(0)
#define E1K_SW_FW_SYNC_PHY(lan_id) (BIT(1) << (lan_id))
#define E1K_SW_FW_SYNC_FW_SHIFT 16 /* firmware's bit of the same resource */

#define E1K_RETA(n) (0x5c00 + 4 * (n)) /* four entries in each */
#define E1K_RSSRK(n) (0x5c80 + 4 * (n)) /* four bytes of the key in each */

#endif
