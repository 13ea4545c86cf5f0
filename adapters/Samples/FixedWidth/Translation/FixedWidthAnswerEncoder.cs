using System.Text;
using Hub.Canonical.Messages;
using Hub.Journal;

namespace Hub.Adapters.Samples.FixedWidth.Translation;

/// <summary>
/// Answers as one line. Pure: the same reply gives the same bytes, for ever. <c>S</c> settled: setl_id, total, funds, personal account
/// and cash in fen. <c>R</c> refused, <c>P</c> pending, <c>C</c> conflict: code and text.
/// </summary>
public sealed class FixedWidthAnswerEncoder : IAnswerEncoder
{
    public string Channel => FixedWidthAdapter.Channel;

    public ReadOnlyMemory<byte> Encode(ReplyAddress to, object reply, DateTimeOffset answeredAt) => reply switch
    {
        Adjudicated { Adjudication: { } a } => Line(FormattableString.Invariant(
            $"S {a.SettlementId,-30} {a.Total.Fen,12} {a.FundTotal.Fen,12} {a.PersonalAccount.Fen,12} {a.Cash.Fen,12}")),
        Refused refused => Line("R " + refused.Code + " " + refused.Text + (refused.CoreText is { Length: > 0 } core ? " " + core : "")),
        _ => Line("S"),
    };

    /// <summary>What the door says by itself.</summary>
    public static byte[] Encode(char verdict, FixedWidthError error, string where = "")
    {
        ArgumentNullException.ThrowIfNull(error);
        return Line(verdict + " " + error.Code + " " + error.Rule + " " + error.Fix + (where.Length > 0 ? " [" + where + "]" : ""));
    }

    private static byte[] Line(string text) => Encoding.UTF8.GetBytes(text + "\n");
}
