namespace Hub.Adapters.Bank.Wire.Text;

/// <summary>One column: its name in messages, its width in bytes where widths are fixed.</summary>
internal readonly record struct Column(string Name, int Width);

/// <summary>The columns of one record in their order; the first is the tag.</summary>
internal sealed class RecordShape(char tag, params (string Name, int Width)[] columns)
{
    public byte Tag { get; } = (byte)tag;

    public Column[] Columns { get; } = [new("tag", 1), .. columns.Select(column => new Column(column.Name, column.Width))];

    /// <summary>Bytes of the record where widths are fixed, without the line end.</summary>
    public int Width { get; } = 1 + columns.Sum(column => column.Width);
}

/// <summary>The records of FORMATS.md, "Text, fixed width"; delimited files have the same columns.</summary>
internal static class Shapes
{
    private const int Control = 64;

    public static readonly RecordShape PaymentHead = new(
        'H', ("version", 2), ("bureau code", 6), ("bank type code", 3), ("batch", 35), ("kind", 2), ("payer account", 34), ("payer name", 60),
        ("currency", 3), ("created", 14),
        ("requested", 8), ("count", 8), ("total", 18));

    public static readonly RecordShape PaymentRow = new(
        'D', ("line number", 8), ("serial", 35), ("payee account", 34), ("payee name", 60), ("payee bank name", 60), ("payee bank line number", 12),
        ("same bank", 1), ("amount", 18),
        ("currency", 3), ("purpose", 8), ("memo", 60), ("certificate type", 2), ("certificate number", 20));

    public static readonly RecordShape PaymentEnd = new('T', ("count", 8), ("total", 18), ("control value", Control));

    public static readonly RecordShape ReturnHead = new(
        'H', ("version", 2), ("bureau code", 6), ("bank type code", 3), ("batch", 35), ("kind", 2), ("created", 14), ("count", 8), ("total ordered", 18));

    public static readonly RecordShape ReturnRow = new(
        'D', ("line number", 8), ("serial", 35), ("payee account", 34), ("amount ordered", 18), ("status", 1), ("bank serial", 35), ("bank date", 8),
        ("error code", 10),
        ("error text", 60), ("amount moved", 18));

    public static readonly RecordShape ReturnEnd = new(
        'T', ("count", 8), ("total ordered", 18), ("count of S", 8), ("sum of S", 18), ("count of F", 8), ("sum of F", 18), ("count of P", 8),
        ("sum of P", 18), ("count of R", 8),
        ("sum of R", 18), ("control value", Control));

    public static readonly RecordShape StatementHead = new(
        'H', ("version", 2), ("bureau code", 6), ("bank type code", 3), ("statement number", 35), ("kind", 2), ("account", 34), ("from", 8),
        ("to", 8), ("opening balance", 19),
        ("closing balance", 19), ("count", 8));

    public static readonly RecordShape StatementRow = new(
        'D', ("number", 8), ("bank serial", 35), ("booked", 8), ("valued", 8), ("debit or credit", 1), ("amount", 18), ("balance after", 19),
        ("takes back", 1), ("batch", 35),
        ("serial", 35), ("counterparty name", 60), ("memo", 60));

    public static readonly RecordShape StatementEnd = new(
        'T', ("count", 8), ("count of debits", 8), ("sum of debits", 18), ("count of credits", 8), ("sum of credits", 18), ("control value", Control));

    public static readonly RecordShape NoticeHead = new(
        'H', ("version", 2), ("bureau code", 6), ("bank type code", 3), ("notice number", 35), ("kind", 2), ("account", 34), ("created", 14), ("count", 8));

    public static readonly RecordShape NoticeRow = new(
        'D', ("number", 8), ("serial", 35), ("batch", 35), ("status", 1), ("amount", 18), ("bank serial", 35), ("bank date", 8), ("error code", 10),
        ("error text", 60));

    public static readonly RecordShape NoticeEnd = new('T', ("count", 8), ("total", 18), ("control value", Control));
}
