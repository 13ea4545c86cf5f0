using Hub.Canonical;

namespace Hub.Adapters.Infno.Translation;

/// <summary>Fee lines (feedetail, drugdetail) and what the core made of them (result, detlcutinfo; nhsa.md A5.3).</summary>
internal static class FeeLines
{
    public static IReadOnlyList<FeeLine> Read(BodyReading input, string node)
    {
        var lines = new List<FeeLine>();
        foreach (var row in input.Rows(node))
        {
            lines.Add(new FeeLine
            {
                SerialNumber = row.Need("feedetl_sn"),
                ReturnsSerialNumber = row.Text("init_feedetl_sn"),
                BatchNumber = row.Text("chrg_bchno"),
                CatalogueCode = row.Need("med_list_codg"),
                InstitutionCode = row.Need("medins_list_codg"),
                OccurredAt = row.Time("fee_ocur_time"),
                Quantity = row.Number("cnt"),
                UnitPrice = row.Number("pric"),
                Amount = row.Money("det_item_fee_sumamt"),
                PrescriptionNumber = row.Peek("rxno"),
                IsCirculated = row.Peek("rx_circ_flag") == "1",
            });
        }

        return lines;
    }

    public static void Write(IReadOnlyList<FeeLine> lines, BodyWriting input, string node, string? encounter, string? person)
    {
        foreach (var line in lines)
        {
            var row = input.NewRow(node);
            row.Set("feedetl_sn", line.SerialNumber);
            row.Set("init_feedetl_sn", line.ReturnsSerialNumber);
            row.Set("chrg_bchno", line.BatchNumber);
            row.Set("mdtrt_id", encounter);
            row.Set("psn_no", person);
            row.Set("med_list_codg", line.CatalogueCode);
            row.Set("medins_list_codg", line.InstitutionCode);
            row.Set("fee_ocur_time", line.OccurredAt);
            row.Set("cnt", line.Quantity);
            row.Set("pric", line.UnitPrice);
            row.Set("det_item_fee_sumamt", line.Amount);
        }
    }

    public static IReadOnlyList<PricedLine> ReadPriced(BodyReading output, string node)
    {
        var lines = new List<PricedLine>();
        foreach (var row in output.Rows(node))
        {
            lines.Add(new PricedLine
            {
                SerialNumber = row.Need("feedetl_sn"),
                Amount = row.Money("det_item_fee_sumamt"),
                SelfPaid = row.Money("fulamt_ownpay_amt"),
                AbovePriceLimit = row.Money("overlmt_amt"),
                PaidFirst = row.Money("preselfpay_amt"),
                InPolicy = row.Money("inscp_scp_amt"),
            });
        }

        return lines;
    }

    public static void Write(IReadOnlyList<PricedLine> lines, BodyWriting output, string node)
    {
        foreach (var line in lines)
        {
            var row = output.NewRow(node);
            row.Set("feedetl_sn", line.SerialNumber);
            row.Set("det_item_fee_sumamt", line.Amount);
            row.Set("fulamt_ownpay_amt", line.SelfPaid);
            row.Set("overlmt_amt", line.AbovePriceLimit);
            row.Set("preselfpay_amt", line.PaidFirst);
            row.Set("inscp_scp_amt", line.InPolicy);
        }
    }
}
