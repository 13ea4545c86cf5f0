using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hub.Adapters.Soap.Wire;
using Hub.Adapters.Soap.Wire.Contract;
using Hub.Adapters.Soap.Wire.Legacy;
using Hub.Canonical.Messages;
using Hub.Certs.XmlSignatures;
using Hub.Journal;

namespace Hub.Adapters.Soap.Translation;

/// <summary>
/// Canonical answers as the content of a SOAP Body, without an envelope: the same bytes each time, whatever version the caller speaks. Pure. The
/// hint is empty for a typed operation and names the operation of a call (<c>CallService</c>) otherwise.
/// </summary>
public sealed class SoapAnswerEncoder : IAnswerEncoder
{
    private const string Done = "0";
    private const string Failed = "-1";

    public string Channel => SoapAdapter.Channel;

    public ReadOnlyMemory<byte> Encode(ReplyAddress to, object reply, DateTimeOffset answeredAt)
    {
        ArgumentNullException.ThrowIfNull(to);
        if (reply is Refused refused)
        {
            return Refusal(to, Fault(refused), answeredAt);
        }

        var function = CallFunction.Find(to.Kind);
        if (CallShape.All.TryGetValue(to.AnswerHint, out var shape))
        {
            return CallAnswer.Write(shape, Head(to, Done, "", answeredAt), ReplyRows.Of(reply, function?.AnswerNode ?? "data"));
        }

        var rows = ReplyRows.Of(reply, "data");
        return ExclusiveCanonicalizer.Canonicalize(new ContractBuilder(rows, CallReader.EnvelopeNode).Build(to.Kind + "Response", "data"), []);
    }

    /// <summary>A refusal in the caller's form.</summary>
    internal static byte[] Refusal(ReplyAddress to, HubFault fault, DateTimeOffset answeredAt) =>
        CallShape.All.TryGetValue(to.AnswerHint, out var shape)
            ? CallAnswer.Write(shape, Head(to, Failed, fault.Text, answeredAt), null)
            : fault.ToUtf8();

    /// <summary>All violations of a message as one fault: the first with its code, the others by field and rule.</summary>
    internal static HubFault Fault(IReadOnlyList<Violation> violations)
    {
        const int Shown = 10;
        var fault = HubFault.Of(violations[0]);
        var others = violations.Skip(1).Take(Shown - 1).Select(v => v.Line == 0 ? $"{v.Field}: {v.Rule}" : $"{v.Field} ({v.Line}): {v.Rule}").ToList();
        return others.Count == 0 ? fault : fault with { Rule = fault.Rule + " | " + string.Join(" | ", others) };
    }

    private static HubFault Fault(Refused refused) => new(
        refused.Code,
        refused.Fault switch
        {
            Hub.Canonical.Messages.Fault.Sender => SoapParty.Sender,
            Hub.Canonical.Messages.Fault.Core => SoapParty.Core,
            _ => SoapParty.Hub,
        },
        refused.Text,
        "",
        refused.Fault == Hub.Canonical.Messages.Fault.Hub,
        CoreText: refused.CoreText ?? "");

    private static (string Name, string Value)[] Head(ReplyAddress to, string code, string text, DateTimeOffset answeredAt) =>
    [
        ("infcode", code),
        ("inf_refmsgid", Reference(to)),
        ("refmsg_time", Compact(to.ReceivedAt)),
        ("respond_time", Compact(answeredAt)),
        ("err_msg", text),
    ];

    // 24 digits out of the message's identity, so that a repeat has the same.
    private static string Reference(ReplyAddress to)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(to.Partner + "/" + to.Kind + "/" + to.Key));
        var serial = BinaryPrimitives.ReadUInt64BigEndian(digest) % 10_000_000_000UL;
        return string.Create(CultureInfo.InvariantCulture, $"{ChinaTime.Of(to.ReceivedAt):yyyyMMddHHmmss}{serial:D10}");
    }

    private static string Compact(DateTimeOffset moment) => ChinaTime.Of(moment).ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture);
}
