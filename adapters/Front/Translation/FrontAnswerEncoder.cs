using Hub.Adapters.Front.Wire;
using Hub.Canonical.Messages;
using Hub.Journal;

namespace Hub.Adapters.Front.Translation;

/// <summary>Answers as the cells of a result row. Pure: the same reply gives the same bytes, for ever.</summary>
public sealed class FrontAnswerEncoder : IAnswerEncoder
{
    /// <inheritdoc/>
    public string Channel => FrontAdapter.Channel;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Encode(ReplyAddress to, object reply, DateTimeOffset answeredAt) => (reply switch
    {
        Adjudicated { Adjudication: { } a } => new FrontAnswer(
            'S', "", "", a.SettlementId ?? "", a.Total.ToString(), a.FundTotal.ToString(), a.PersonalAccount.ToString(), a.Cash.ToString()),
        Refused refused => new FrontAnswer('R', refused.Code, refused.Text + (refused.CoreText is { Length: > 0 } core ? " " + core : "")),
        _ => new FrontAnswer('S'),
    }).ToUtf8();
}
