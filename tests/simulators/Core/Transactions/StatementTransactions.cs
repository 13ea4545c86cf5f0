using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Hub.Simulators.Core.Books;
using Hub.Simulators.Core.Files;
using Hub.Simulators.Core.Wire;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Core.Transactions;

/// <summary>
/// 3201 and 3202 by the conventions of tests/simulators/README.md: the day of a row is the day the core settled or cancelled it; a
/// cancellation is a row of its own with negative amounts; what a 2601 reversed never happened.
/// </summary>
internal static class StatementTransactions
{
    private const int TextBytesMax = 256 * 1024 * 1024;

    /// <summary>One row of the centre's statement.</summary>
    private sealed record Row(Settlement Settlement, bool Refund)
    {
        public string SetlId => Refund ? Settlement.ReversalId : Settlement.SetlId;

        public DateTime Time => Refund ? Settlement.ReversalTime : Settlement.Time;

        public int Sign => Refund ? -1 : 1;

        /// <summary>Neither counted nor expected; compared only where the institution lists it.</summary>
        public bool NeverHappened => Settlement.ReversedBy == "2601";
    }

    /// <summary>3201: net totals and the number of rows, for the caller, one insurance type and clearing type.</summary>
    public static void CompareTotals(CoreState state, CoreRequest request, Utf8JsonWriter output)
    {
        JsonElement data = request.Input.RequiredNode("data");
        string insuType = data.Required("insutype");
        List<Row> rows = RowsOf(state, request, data, row => row.Settlement.Person.InsuType == insuType && !row.NeverHappened);
        long total = rows.Sum(row => row.Sign * row.Settlement.Amounts.TotalFen);
        long fund = rows.Sum(row => row.Sign * row.Settlement.Amounts.FundFen);
        long account = rows.Sum(row => row.Sign * row.Settlement.Amounts.AccountFen);
        bool balanced = total == data.RequiredFen("medfee_sumamt") && fund == data.RequiredFen("fund_pay_sumamt")
            && account == data.RequiredFen("acct_pay") && rows.Count == data.RequiredNumber("fixmedins_setl_cnt");
        output.WriteStartObject();
        output.WriteStartObject("stmtinfo"u8);
        output.WriteString("setl_optins"u8, data.Text("setl_optins"));
        output.WriteString("stmt_rslt"u8, balanced ? "0"u8 : "1"u8);
        output.WriteString("stmt_rslt_dscr"u8, balanced ? "平" : string.Create(
            CultureInfo.InvariantCulture,
            $"中心：笔数{rows.Count} 总额{Fen.Text(total)} 基金{Fen.Text(fund)} 账户{Fen.Text(account)}"));
        output.WriteEndObject();
        output.WriteEndObject();
    }

    /// <summary>3202: compares the uploaded rows with the centre's and leaves the result file for 9102.</summary>
    public static void CompareDetails(CoreState state, CoreRequest request, Utf8JsonWriter output)
    {
        JsonElement data = request.Input.RequiredNode("data");
        ShelvedFile? upload = state.Files.Find(data.Required("file_qury_no"));
        if (upload is null || upload.Institution != request.Institution)
        {
            throw new CoreRefusalException("文件不存在");
        }
        string clrType = data.Required("clr_type");
        List<Row> centre = RowsOf(state, request, data, row => row.Settlement.ClrType == clrType);
        string result = Compare(ReadRows(upload.Content), centre);
        var file = new ShelvedFile(state.NextId('8'), "stmt_result.txt.zip", request.Institution, Zip("stmt_result.txt", result));
        state.Files.Put(file);
        output.WriteStartObject();
        output.WriteStartObject("fileinfo"u8);
        output.WriteString("file_qury_no"u8, file.Ticket);
        output.WriteString("filename"u8, file.Name);
        output.WriteString("dld_endtime"u8, ChinaTime.Stamp(state.Now.AddDays(1)));
        output.WriteEndObject();
        output.WriteEndObject();
    }

    private static List<Row> RowsOf(CoreState state, CoreRequest request, JsonElement data, Func<Row, bool> filter)
    {
        string first = data.Required("stmt_begndate");
        string last = data.Required("stmt_enddate");
        string clrType = data.Required("clr_type");
        bool leavesOutRefunds = data.Text("refd_setl_flag") == "0";
        var rows = new List<Row>();
        foreach (Settlement settlement in state.Books.Settlements)
        {
            if (settlement.Institution != request.Institution || settlement.ClrType != clrType)
            {
                continue;
            }
            if (leavesOutRefunds && settlement.Reversed && settlement.ReversedBy != "2601")
            {
                continue;
            }
            AddWithin(new Row(settlement, false));
            if (settlement.Reversed)
            {
                AddWithin(new Row(settlement, true));
            }
        }
        return rows;

        void AddWithin(Row row)
        {
            string day = ChinaTime.Day(row.Time);
            if (string.CompareOrdinal(day, first) >= 0 && string.CompareOrdinal(day, last) <= 0 && filter(row))
            {
                rows.Add(row);
            }
        }
    }

    private static string Compare(Dictionary<(string SetlId, string Refund), string[]> theirs, List<Row> centre)
    {
        var text = new StringBuilder();
        HashSet<string> pairs = [.. centre.Where(row => row.Refund && Listed(theirs, row) && theirs.ContainsKey((row.Settlement.SetlId, "0"))).Select(row => row.Settlement.SetlId)];
        foreach (Row row in centre)
        {
            Settlement settlement = row.Settlement;
            string flag = row.Refund ? "1" : "0";
            // The institution may list a refund under the id of the settlement or under the id of the reversing row.
            if (!theirs.Remove((row.SetlId, flag), out string[]? fields) && !theirs.Remove((settlement.SetlId, flag), out fields))
            {
                if (row.NeverHappened)
                {
                    continue;
                }
                Line(text, settlement.Person.PsnNo, "null", "null", settlement.MsgId, "1", flag, "机构无此记录", row);
                continue;
            }
            if (row.NeverHappened && !pairs.Contains(settlement.SetlId))
            {
                Line(text, settlement.Person.PsnNo, settlement.MdtrtId, row.SetlId, settlement.MsgId, "1", flag, "中心已冲正", row);
                continue;
            }
            bool equal = Same(fields[3], row.Sign * settlement.Amounts.TotalFen)
                && Same(fields[4], row.Sign * settlement.Amounts.FundFen) && Same(fields[5], row.Sign * settlement.Amounts.AccountFen);
            Line(
                text, settlement.Person.PsnNo, settlement.MdtrtId, row.SetlId, settlement.MsgId, equal ? "0" : "1", flag,
                equal ? "null" : "金额不一致", row);
        }
        foreach (string[] fields in theirs.Values)
        {
            text.AppendJoin('\t', fields[2], fields[1], fields[0], "null", "1", fields[6], "中心无此记录", fields[3], fields[4], fields[5]).Append('\n');
        }
        return text.ToString();
    }

    private static bool Listed(Dictionary<(string SetlId, string Refund), string[]> theirs, Row refund)
        => theirs.ContainsKey((refund.SetlId, "1")) || theirs.ContainsKey((refund.Settlement.SetlId, "1"));

    private static void Line(
        StringBuilder text, string psnNo, string mdtrtId, string setlId, string msgId, string result, string flag, string memo, Row row)
    {
        text.AppendJoin(
            '\t', psnNo, mdtrtId, setlId, msgId, result, flag, memo, Fen.Text(row.Sign * row.Settlement.Amounts.TotalFen),
            Fen.Text(row.Sign * row.Settlement.Amounts.FundFen), Fen.Text(row.Sign * row.Settlement.Amounts.AccountFen)).Append('\n');
    }

    private static bool Same(string yuan, long fen)
        => decimal.TryParse(yuan, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value)
            && Fen.TryParse(value, out long theirs) && theirs == fen;

    private static Dictionary<(string SetlId, string Refund), string[]> ReadRows(byte[] zip)
    {
        var rows = new Dictionary<(string, string), string[]>();
        try
        {
            using var archive = new ZipArchive(new MemoryStream(zip, writable: false), ZipArchiveMode.Read);
            ZipArchiveEntry entry = archive.Entries.Count == 1 && archive.Entries[0].Length <= TextBytesMax
                ? archive.Entries[0]
                : throw new CoreRefusalException("对账文件格式错误");
            using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
            while (reader.ReadLine() is { } line)
            {
                string[] fields = line.Split('\t');
                if (fields.Length < 7 || !rows.TryAdd((fields[0], fields[6]), fields))
                {
                    throw new CoreRefusalException("对账文件格式错误");
                }
            }
        }
        catch (InvalidDataException)
        {
            throw new CoreRefusalException("对账文件格式错误");
        }
        return rows;
    }

    private static byte[] Zip(string name, string text)
    {
        using var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
            entry.Write(Encoding.UTF8.GetBytes(text));
        }
        return buffer.ToArray();
    }
}
