using System.Globalization;
using System.Text.Json;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Institutions;

/// <summary>One line of a bill. <paramref name="UnitFen"/> × <paramref name="Count"/> = <see cref="AmountFen"/>; a return has a negative count.</summary>
public sealed record FeeSheetLine(string Number, string ItemCode, long UnitFen, int Count, string? Returns = null)
{
    /// <summary>Amount in fen.</summary>
    public long AmountFen => UnitFen * Count;
}

/// <summary>A made-up bill: lines follow from the seed and the flow's number.</summary>
public sealed class FeeSheet
{
    private FeeSheet(IReadOnlyList<FeeSheetLine> lines) => Lines = lines;

    /// <summary>The lines.</summary>
    public IReadOnlyList<FeeSheetLine> Lines { get; }

    /// <summary>Σ of the lines, fen.</summary>
    public long TotalFen => Lines.Sum(line => line.AmountFen);

    /// <summary>A bill with between 1 and <paramref name="linesMax"/> lines.</summary>
    public static FeeSheet Roll(long seed, string number, int linesMax)
    {
        ulong dice = StableHash.Of(seed, number);
        int count = 1 + (int)(dice % (ulong)linesMax);
        var lines = new List<FeeSheetLine>(count);
        for (int i = 0; i < count; i++)
        {
            ulong roll = StableHash.Mix(dice + (ulong)i);
            string code = string.Create(CultureInfo.InvariantCulture, $"XA01AB{roll % 4_000:0000}A001");
            lines.Add(new FeeSheetLine(
                string.Create(CultureInfo.InvariantCulture, $"{number}{i:00}"), code, 100 + (long)((roll >> 16) % 30_000), 1 + (int)((roll >> 48) % 4)));
        }
        return new FeeSheet(lines);
    }

    /// <summary>A bill of given lines.</summary>
    public static FeeSheet Of(params FeeSheetLine[] lines) => new(lines);

    /// <summary>Writes what all fee nodes have in common.</summary>
    public static void WriteCommon(Utf8JsonWriter json, FeeSheetLine line, string time)
    {
        json.WriteString("feedetl_sn", line.Number);
        json.WriteString("fee_ocur_time", time);
        json.WriteString("med_list_codg", line.ItemCode);
        json.WriteString("medins_list_codg", "own-" + line.ItemCode);
        json.WriteNumber("det_item_fee_sumamt", Fen.ToYuan(line.AmountFen));
        json.WriteNumber("cnt", line.Count);
        json.WriteNumber("pric", Fen.ToYuan(line.UnitFen));
        json.WriteString("bilg_dept_codg", "A03");
        json.WriteString("bilg_dept_name", "内科");
        json.WriteString("bilg_dr_codg", "D430100000001");
        json.WriteString("bilg_dr_name", "示例医师");
        json.WriteString("rx_circ_flag", "0");
        json.WriteString("hosp_appr_flag", "0");
    }
}
