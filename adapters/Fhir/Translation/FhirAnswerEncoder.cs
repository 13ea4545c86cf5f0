using System.Buffers;
using Hub.Adapters.Fhir.Kernel;
using Hub.Adapters.Fhir.Wire;
using Hub.Canonical.Messages;
using Hub.Journal;

namespace Hub.Adapters.Fhir.Translation;

/// <summary>Canonical answers as resources. Pure: the same reply to the same message at the same time gives the same bytes.</summary>
internal sealed class FhirAnswerEncoder(IFhirKernel kernel) : IAnswerEncoder
{
    public string Channel => FhirAdapter.Channel;

    public ReadOnlyMemory<byte> Encode(ReplyAddress to, object reply, DateTimeOffset answeredAt)
    {
        ArgumentNullException.ThrowIfNull(to);
        var hint = AnswerHint.Parse(to.AnswerHint);
        var resource = (reply, to.Kind) switch
        {
            (Refused refused, Identity.Eligibility) => EligibilityResponses.Refused(to, hint, refused, answeredAt),
            (Refused refused, _) => ClaimResponses.Refused(to, hint, refused, answeredAt),
            (PersonIdentified found, _) => EligibilityResponses.Of(to, hint, found, answeredAt),
            (Adjudicated settled, _) => ClaimResponses.Of(to, hint, settled.Adjudication, answeredAt),
            (Acknowledged, _) => Done(to, hint),
            _ => throw new ArgumentException("No resource says a " + reply.GetType().Name, nameof(reply)),
        };
        return Write(kernel, resource, hint.Format);
    }

    public static ReadOnlyMemory<byte> Write(IFhirKernel kernel, FhirNode resource, FhirFormat format)
    {
        var output = new ArrayBufferWriter<byte>(2048);
        kernel.Write(resource, format, output);
        return output.WrittenMemory;
    }

    /// <summary>A Task that is done.</summary>
    private static FhirNode Done(ReplyAddress to, AnswerHint hint)
    {
        var bar = to.Key.LastIndexOf('|');
        return Make.Resource(
            "Task",
            Make.Value("id", "id", hint.Digest),
            Make.Identifier("identifier", bar < 0 ? to.Key : to.Key[..bar], bar < 0 ? to.Key : to.Key[(bar + 1)..]),
            Make.Code("status", "completed"),
            Make.Code("intent", "order"),
            Make.Complex("code", "CodeableConcept", Make.Coding("coding", "urn:hub:fhir:task", "cancel")));
    }
}
