using Hub.Adapters.Infno.Wire.Json;
using Hub.Adapters.Infno.Wire.Schema;

namespace Hub.Adapters.Infno.Wire.Validation;

/// <summary>
/// Amount identities (nhsa.md A1.4) and the line rule (A1.3). A rule is applied when its total and at least one part are
/// given; parts that are absent or empty count as zero. Identities hold to the fen; only the line rule has the profile's
/// tolerance. A malformed value was reported by the field rules already and counts as absent here.
/// </summary>
internal static class AmountRules
{
    private static readonly string[] Settlements = ["2101", "2102", "2206", "2207", "2303", "2304", "5203"];

    // fund_pay_type rows of personal accounts are listed beside the funds but are no fund money (A1.4 row 4).
    private static readonly HashSet<string> AccountTypes = FieldTables.Default.Dictionaries["fund_pay_type"].Meanings
        .Where(m => m.Value.Contains("个人账户", StringComparison.Ordinal)).Select(m => m.Key).Append("310200").ToHashSet();

    public static void Check(InfnoDocument body, ViolationList list)
    {
        decimal detailSum = 0;
        var details = 0;
        InfnoRow? total = null;
        for (var position = 0; position < body.RowCount && !list.IsFull; position++)
        {
            var row = body.RowAt(position);
            if (row.Node.IndexOf("pric") >= 0 && row.Node.IndexOf("cnt") >= 0)
            {
                Line(row, list);
                detailSum += Value(row, "det_item_fee_sumamt") ?? 0;
                details++;
            }
            else if (row.Node.IndexOf("medfee_sumamt") >= 0)
            {
                total ??= row;
                Total(body, row, list);
            }
        }

        if (body.Table.Infno == "2102" && body.Table.Direction == InfnoDirection.Input && details > 0
            && total is { } purchase && Value(purchase, "medfee_sumamt") is { } whole)
        {
            Compare(InfnoErrorCodes.DetailSum, purchase, "medfee_sumamt", whole, detailSum, list);
        }
    }

    /// <summary>The number, or null when absent, empty or malformed.</summary>
    public static decimal? Value(InfnoRow row, string field)
    {
        var index = row.Node.IndexOf(field);
        if (index < 0)
        {
            return null;
        }

        var slot = row.SlotAt(index);
        return slot.Kind is ValueKind.Text or ValueKind.Number or ValueKind.EscapedText
            && ExactNumber.TryParse(row.Bytes(slot), out var number) ? number.ToDecimal() : null;
    }

    private static void Line(InfnoRow row, ViolationList list)
    {
        if (Value(row, "pric") is { } price && Value(row, "cnt") is { } count && Value(row, "det_item_fee_sumamt") is { } amount
            && Math.Abs(price) < 10_000_000_000m && Math.Abs(count) < 1_000_000_000_000m)
        {
            Compare(InfnoErrorCodes.LineAmount, row, "det_item_fee_sumamt", amount,
                decimal.Round(price * count, 2, MidpointRounding.AwayFromZero), list, list.Profile.AmountToleranceFen);
            Sum(InfnoErrorCodes.PolicyParts, row, "det_item_fee_sumamt",
                ["fulamt_ownpay_amt", "overlmt_amt", "preselfpay_amt", "inscp_scp_amt"], list);
        }
    }

    private static void Total(InfnoDocument body, InfnoRow row, ViolationList list)
    {
        var settles = Array.IndexOf(Settlements, body.Table.Infno) >= 0;
        if (settles && body.Table.Infno != "5203" && Value(row, "medfee_sumamt") < 0)
        {
            list.Add(InfnoErrorCodes.AmountNegative, row.Node.Name, row.Number, "medfee_sumamt");
        }

        Sum(InfnoErrorCodes.PolicyParts, row, "medfee_sumamt",
            ["fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt", "inscp_scp_amt"], list);
        if (body.Table.Direction != InfnoDirection.Output || row.Node.Name != "setlinfo")
        {
            return;
        }

        Sum(InfnoErrorCodes.TotalParts, row, "medfee_sumamt", ["fund_pay_sumamt", "psn_part_amt", "hosp_part_amt"], list, "psn_part_amt");
        Sum(InfnoErrorCodes.PersonalParts, row, "psn_part_amt", ["acct_pay", "psn_cash_pay", "pdn_cash_pay"], list);
        Sum(InfnoErrorCodes.FundParts, row, "fund_pay_sumamt",
            ["hifp_pay", "cvlserv_pay", "hifes_pay", "hifmi_pay", "hifob_pay", "maf_pay", "hifdm_pay", "oth_pay"], list);
        Funds(body, row, list);
    }

    private static void Funds(InfnoDocument body, InfnoRow total, ViolationList list)
    {
        decimal sum = 0;
        var rows = 0;
        foreach (var row in body.Rows("setldetail"))
        {
            rows++;
            if (row.Node.IndexOf("fund_pay_type") >= 0 && row.KindOf("fund_pay_type") == ValueKind.Text
                && !AccountTypes.Contains(row.Text("fund_pay_type")!))
            {
                sum += Value(row, "fund_payamt") ?? 0;
            }
        }

        if (rows > 0 && Value(total, "fund_pay_sumamt") is { } whole)
        {
            Compare(InfnoErrorCodes.FundDetail, total, "fund_pay_sumamt", whole, sum, list);
        }
    }

    private static void Sum(
        InfnoError error, InfnoRow row, string total, ReadOnlySpan<string> parts, ViolationList list, string? needed = null)
    {
        if (Value(row, total) is not { } whole || (needed is not null && Value(row, needed) is null))
        {
            return;
        }

        decimal sum = 0;
        var given = 0;
        foreach (var part in parts)
        {
            if (Value(row, part) is { } value)
            {
                sum += value;
                given++;
            }
        }

        if (given > 0)
        {
            Compare(error, row, total, whole, sum, list);
        }
    }

    private static void Compare(
        InfnoError error, InfnoRow row, string field, decimal whole, decimal sum, ViolationList list, int toleranceFen = 0)
    {
        if (Math.Abs(whole - sum) * 100m > toleranceFen)
        {
            list.Add(error, row.Node.Name, row.Number, field);
        }
    }
}
