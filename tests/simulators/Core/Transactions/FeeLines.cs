using System.Text.Json;
using Hub.Simulators.Core.Benefit;
using Hub.Simulators.Core.Wire;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Core.Transactions;

/// <summary>Reading fee lines (2102 drugdetail, 2204/2301 feedetail) and writing their split (A5.3).</summary>
internal static class FeeLines
{
    /// <summary>Reads the rows of a node; at least one, or a refusal.</summary>
    public static List<FeeLine> Read(CoreRequest request, string node)
    {
        var lines = new List<FeeLine>();
        foreach (JsonElement row in request.Input.Rows(node))
        {
            lines.Add(Read(row));
        }
        return lines.Count > 0 ? lines : throw new CoreRefusalException($"输入节点 {node} 缺失");
    }

    /// <summary>Writes the split of lines as the value of <paramref name="property"/>.</summary>
    public static void WriteSplit(Utf8JsonWriter json, string property, IEnumerable<FeeLine> lines)
    {
        json.WriteStartArray(property);
        foreach (FeeLine line in lines)
        {
            json.WriteStartObject();
            json.WriteString("feedetl_sn"u8, line.Number);
            WriteParts(json, line);
            json.WriteString("lmt_used_flag"u8, "0"u8);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>Writes amounts and classes of one line.</summary>
    public static void WriteParts(Utf8JsonWriter json, FeeLine line)
    {
        json.WriteNumber("det_item_fee_sumamt"u8, Fen.ToYuan(line.AmountFen));
        json.WriteNumber("cnt"u8, line.Quantity);
        json.WriteNumber("pric"u8, line.Price);
        json.WriteNumber("pric_uplmt_amt"u8, Fen.ToYuan(line.Item.PriceLimitFen));
        json.WriteNumber("selfpay_prop"u8, new decimal(line.Item.SelfPayBasisPoints, 0, 0, false, 4));
        json.WriteNumber("fulamt_ownpay_amt"u8, Fen.ToYuan(line.Split.FullOwnFen));
        json.WriteNumber("overlmt_amt"u8, Fen.ToYuan(line.Split.OverLimitFen));
        json.WriteNumber("preselfpay_amt"u8, Fen.ToYuan(line.Split.PreSelfFen));
        json.WriteNumber("inscp_scp_amt"u8, Fen.ToYuan(line.Split.InScopeFen));
        json.WriteString("chrgitm_lv"u8, line.Item.Level);
        json.WriteString("med_chrgitm_type"u8, "09"u8);
        json.WriteString("bas_medn_flag"u8, "0"u8);
        json.WriteString("drt_reim_flag"u8, "0"u8);
    }

    private static FeeLine Read(JsonElement row)
    {
        long amount = row.RequiredFen("det_item_fee_sumamt");
        decimal quantity = row.RequiredNumber("cnt");
        decimal price = row.RequiredNumber("pric");
        if (Math.Abs((quantity * price * 100m) - amount) > 1m)
        {
            throw new CoreRefusalException("明细项目费用总额与单价、数量不符");
        }
        string code = row.Required("med_list_codg");
        CatalogueItem item = CatalogueItem.Of(code);
        bool ownPay = row.Text("hosp_appr_flag") == "2";
        return new FeeLine
        {
            Number = row.Required("feedetl_sn"),
            Batch = row.Text("chrg_bchno"),
            ItemCode = code,
            OwnItemCode = row.Text("medins_list_codg"),
            Time = row.Required("fee_ocur_time"),
            AmountFen = amount,
            Quantity = quantity,
            Price = price,
            Item = item,
            Split = LineSplit.Of(amount, (long)(quantity * 10_000m), item, ownPay),
        };
    }
}
