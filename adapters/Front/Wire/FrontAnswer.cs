using System.Text;

namespace Hub.Adapters.Front.Wire;

/// <summary>
/// What became of one record, without line, msgid and receipt: the bytes that the journal stores and gives back for ever. UTF-8, cells separated by TAB:
/// state, code, text, setl_id, medfee_sumamt, fund_pay_sumamt, acct_pay, psn_cash_pay. State: <c>S</c> settled, <c>R</c> refused (nothing booked),
/// <c>C</c> conflict, <c>P</c> pending (do not settle anew), <c>U</c> not taken yet.
/// </summary>
public sealed record FrontAnswer(
    char State, string Code = "", string Text = "", string SettlementId = "", string Total = "", string Fund = "", string Account = "", string Cash = "")
{
    private const int TextMax = 400;

    /// <summary>Nothing more will change.</summary>
    public bool IsFinal => State is 'S' or 'R' or 'C';

    /// <summary>What the adapter itself says.</summary>
    public static FrontAnswer Of(char state, FrontError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new FrontAnswer(state, error.Code, error.Rule + "; " + error.Fix);
    }

    /// <summary>A refusal with its place.</summary>
    public static FrontAnswer Of(FrontRefusedException refused)
    {
        ArgumentNullException.ThrowIfNull(refused);
        return new FrontAnswer('R', refused.Error.Code, refused.Text);
    }

    /// <summary>As stored.</summary>
    public byte[] ToUtf8() => Encoding.UTF8.GetBytes(ToText());

    /// <summary>As it stands in a result file.</summary>
    public string ToText() => string.Join('\t', [State.ToString(), Clean(Code), Clean(Text), Clean(SettlementId), Total, Fund, Account, Cash]);

    /// <summary>Reads what <see cref="ToUtf8"/> wrote.</summary>
    public static FrontAnswer Parse(ReadOnlySpan<byte> stored) =>
        Encoding.UTF8.GetString(stored).Split('\t') is [{ Length: 1 } state, var code, var text, var id, var total, var fund, var account, var cash]
            ? new FrontAnswer(state[0], code, text, id, total, fund, account, cash)
            : throw new FormatException("not an answer of this adapter");

    // Texts of the core may hold anything; a TAB or line feed in them would make other cells.
    private static string Clean(string text)
    {
        var clean = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return clean.Length <= TextMax ? clean : clean[..(char.IsHighSurrogate(clean[TextMax - 1]) ? TextMax - 1 : TextMax)];
    }
}
