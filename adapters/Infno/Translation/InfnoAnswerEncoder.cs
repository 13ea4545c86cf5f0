using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hub.Adapters.Infno.Profiles;
using Hub.Adapters.Infno.Wire;
using Hub.Adapters.Infno.Wire.Envelope;
using Hub.Canonical.Messages;
using Hub.Journal;

namespace Hub.Adapters.Infno.Translation;

/// <summary>
/// Canonical answers as infno responses. Pure: the same reply to the same message at the same time gives the same bytes.
/// The hint names the profile and the division of the bureau: <c>national|430100</c>.
/// </summary>
public sealed class InfnoAnswerEncoder(ProfileBook profiles) : IAnswerEncoder
{
    public string Channel => InfnoAdapter.Channel;

    /// <summary>Hint for messages of a partner with that profile.</summary>
    public static string Hint(InfnoProfile profile, string division)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return profile.Name + "|" + division;
    }

    public ReadOnlyMemory<byte> Encode(ReplyAddress to, object reply, DateTimeOffset answeredAt)
    {
        ArgumentNullException.ThrowIfNull(to);
        var split = to.AnswerHint.IndexOf('|', StringComparison.Ordinal);
        var profile = profiles.Find(split < 0 ? to.AnswerHint : to.AnswerHint[..split]);
        var division = split < 0 ? "" : to.AnswerHint[(split + 1)..];
        if (reply is FileFetched file)
        {
            return file.Content;
        }

        var envelope = new ResponseEnvelope
        {
            Infcode = profile.SuccessCode,
            InfRefmsgid = ReferenceId(to, division),
            RefmsgTime = Compact(to.ReceivedAt),
            RespondTime = Compact(answeredAt),
        };
        return reply is Refused refused
            ? EnvelopeWriter.WriteResponse(envelope with { Infcode = profile.FailureCode, ErrMsg = TextOf(refused) }, "{}"u8)
            : EnvelopeWriter.WriteResponse(envelope, OutputOf(to.Kind, reply, profile), profile.Body == BodyForm.Text);
    }

    /// <summary>A response that is no answer of a saga: refusals at the door, conflicts, pending.</summary>
    public static byte[] Encode(InfnoProfile profile, ReplyAddress to, string infcode, string text, string division, DateTimeOffset answeredAt)
    {
        ArgumentNullException.ThrowIfNull(to);
        return EnvelopeWriter.WriteResponse(
            new ResponseEnvelope
            {
                Infcode = infcode,
                InfRefmsgid = ReferenceId(to, division),
                RefmsgTime = Compact(to.ReceivedAt),
                RespondTime = Compact(answeredAt),
                ErrMsg = text.Length <= ErrorText.LengthMax ? text : text[..ErrorText.LengthMax],
            },
            "{}"u8);
    }

    private byte[] OutputOf(string infno, object reply, InfnoProfile profile)
    {
        var table = profile.Find(infno)?.Output;
        if (table is null || table.Nodes.Count == 0)
        {
            return "{}"u8.ToArray();
        }

        var output = new BodyWriting(table);
        if (reply is Acknowledged acknowledged)
        {
            // Also the answer to a core that announces a cancellation with a 2208: its table expects a settlement.
            output.Add(acknowledged.Extensions);
        }
        else
        {
            profiles.Translations(profile).Find(infno)!.WriteReply(infno, reply, output);
        }

        return output.ToUtf8();
    }

    private static string TextOf(Refused refused)
    {
        var text = "[" + refused.Code + "] " + refused.Text;
        if (!string.IsNullOrEmpty(refused.CoreText))
        {
            text += ": " + refused.CoreText;
        }

        return text.Length <= ErrorText.LengthMax ? text : text[..ErrorText.LengthMax];
    }

    /// <summary>inf_refmsgid: division (6), time (14), serial (10); the serial comes from the message's identity, so a replay has the same.</summary>
    private static string ReferenceId(ReplyAddress to, string division)
    {
        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(to.Partner + "/" + to.Kind + "/" + to.Key), digest);
        var serial = BinaryPrimitives.ReadUInt64BigEndian(digest) % 10_000_000_000UL;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(division.Length == 6 ? division : "000000")}{ChinaTime.Of(to.ReceivedAt):yyyyMMddHHmmss}{serial:D10}");
    }

    private static string Compact(DateTimeOffset moment) =>
        ChinaTime.Of(moment).ToString(WireTime.CompactMillisecondForm, CultureInfo.InvariantCulture);
}
