using System.Globalization;
using Hub.Adapters.Infno.Wire.Statements;
using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;

namespace Hub.Adapters.Infno.Translation;

/// <summary>
/// Files of 3202 (nhsa.md 3202, A9.3): ZIP with one TXT; UTF-8, TAB between columns, LF or CRLF, no header, empty = <c>null</c>.
/// Upload: setl_id, mdtrt_id, psn_no, medfee_sumamt, fund_pay_sumamt, acct_pay, refd_setl_flag [, exp_content]. Result: psn_no,
/// mdtrt_id, setl_id, msgid, stmt_rslt, refd_setl_flag, memo, medfee_sumamt, fund_pay_sumamt, acct_pay [, exp_content].
/// Not supported: several files in one archive, a header line, other encodings.
/// </summary>
public sealed class StatementCodec : IStatementCodec
{
    private const int UploadColumnCount = 7;
    private const int ResultColumnCount = 10;
    private const string Empty = "null";
    private const string RefundFlag = "1";

    public StatementReading ReadStatement(ReadOnlyMemory<byte> archive)
    {
        var lines = StatementArchive.Read(archive, out var error);
        var rows = new List<StatementRow>(lines.Count);
        for (var i = 0; error is null && i < lines.Count; i++)
        {
            var line = new StatementColumns(lines[i], i + 1, UploadColumnCount);
            rows.Add(new StatementRow
            {
                SettlementId = line.Text(0, "setl_id", 30),
                EncounterId = line.Text(1, "mdtrt_id", 30),
                PersonNumber = line.Text(2, "psn_no", 30),
                Total = line.Amount(3, "medfee_sumamt"),
                FundTotal = line.Amount(4, "fund_pay_sumamt"),
                PersonalAccount = line.Amount(5, "acct_pay"),
                Refund = line.Text(6, "refd_setl_flag", 3) == RefundFlag,
            });
            error = line.Error;
        }

        return error is null ? new StatementReading(rows, null) : new StatementReading([], error);
    }

    public ReadOnlyMemory<byte> WriteStatement(string entryName, IReadOnlyList<StatementRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return StatementArchive.Write(entryName, rows.Select(row => string.Join(
            '\t',
            Or(row.SettlementId),
            Or(row.EncounterId),
            Or(row.PersonNumber),
            row.Total.ToString(),
            row.FundTotal.ToString(),
            row.PersonalAccount.ToString(),
            row.Refund ? RefundFlag : "0")));
    }

    public ComparedReading ReadCompared(ReadOnlyMemory<byte> archive)
    {
        var lines = StatementArchive.Read(archive, out var error);
        var rows = new List<ComparedRow>(lines.Count);
        for (var i = 0; error is null && i < lines.Count; i++)
        {
            var line = new StatementColumns(lines[i], i + 1, ResultColumnCount);
            var row = new StatementRow
            {
                PersonNumber = line.Text(0, "psn_no", 30),
                EncounterId = line.Text(1, "mdtrt_id", 30),
                SettlementId = line.Text(2, "setl_id", 30),
                Refund = line.Text(5, "refd_setl_flag", 3) == RefundFlag,
                Total = line.Amount(7, "medfee_sumamt"),
                FundTotal = line.Amount(8, "fund_pay_sumamt"),
                PersonalAccount = line.Amount(9, "acct_pay"),
            };
            rows.Add(new ComparedRow
            {
                Row = row,
                MessageKey = line.Text(3, "msgid", 30),
                Balanced = line.Text(4, "stmt_rslt", 6).All(c => c == '0'),
                Memo = line.Text(6, "memo", 500),
            });
            error = line.Error;
        }

        return error is null ? new ComparedReading(rows, null) : new ComparedReading([], error);
    }

    public ReadOnlyMemory<byte> WriteCompared(string entryName, IReadOnlyList<ComparedRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return StatementArchive.Write(entryName, rows.Select(row => string.Join(
            '\t',
            Or(row.Row.PersonNumber),
            Or(row.Row.EncounterId),
            Or(row.Row.SettlementId),
            Or(row.MessageKey),
            row.Balanced ? "0" : "1",
            row.Row.Refund ? RefundFlag : "0",
            Or(row.Memo),
            row.Row.Total.ToString(),
            row.Row.FundTotal.ToString(),
            row.Row.PersonalAccount.ToString())));
    }

    // A tab or line break inside a value would move every column behind it.
    private static string Or(string value) =>
        value.Length == 0 ? Empty
        : value.AsSpan().ContainsAny('\t', '\r', '\n') ? string.Concat(value.Select(c => c is '\t' or '\r' or '\n' ? ' ' : c)) : value;

    /// <summary>One line split into its columns; the first fault of the line is kept.</summary>
    private sealed class StatementColumns
    {
        private readonly string[] values;
        private readonly int number;
        private readonly bool complete;

        public StatementColumns(string line, int number, int count)
        {
            this.number = number;
            values = line.Split('\t');
            complete = values.Length == count || values.Length == count + 1;
            if (!complete)
            {
                Error = string.Create(CultureInfo.InvariantCulture, $"第{number}行 line {number}: {values.Length} columns, {count} expected (TAB separated)");
            }
        }

        public string? Error { get; private set; }

        public string Text(int column, string name, int lengthMax)
        {
            if (!complete || values[column] is Empty or "NULL")
            {
                return "";
            }

            var value = values[column];
            if (value.Length > lengthMax)
            {
                Fail(name, string.Create(CultureInfo.InvariantCulture, $"at most {lengthMax} characters"));
            }

            return value;
        }

        public Money Amount(int column, string name)
        {
            var text = Text(column, name, 20);
            if (text.Length == 0)
            {
                return Money.Zero;
            }

            const NumberStyles Amounts = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
            if (decimal.TryParse(text, Amounts, CultureInfo.InvariantCulture, out var yuan) && Math.Abs(yuan) < 1e14m
                && decimal.Truncate(yuan * 100) == yuan * 100)
            {
                return Money.FromYuan(yuan);
            }

            Fail(name, "an amount in yuan with at most two decimals");
            return Money.Zero;
        }

        private void Fail(string name, string rule) =>
            Error ??= string.Create(CultureInfo.InvariantCulture, $"第{number}行 line {number} {name}: {rule}");
    }
}
