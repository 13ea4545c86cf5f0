using Hub.Adapters.Infno.Wire.Json;

namespace Hub.Adapters.Infno.Wire.Envelope;

/// <summary>Bytes to envelope records (nhsa.md A1.1, A1.2). Throws only <see cref="WireRefusedException"/>.</summary>
public static class EnvelopeReader
{
    /// <summary>Reads the outer part of a request. Outer rules are applied by the validator.</summary>
    public static ReceivedRequest ReadRequest(ReadOnlyMemory<byte> body, WireLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var outer = new OuterReader(body, limits, EnvelopeFields.RequestNames, EnvelopeFields.Request.Length, EnvelopeFields.Input);
        string Text(int field) => Plain(outer.Texts[field]);
        var envelope = new RequestEnvelope
        {
            Infno = Text(0),
            Msgid = Text(1),
            MdtrtareaAdmvs = Text(2),
            InsuplcAdmdvs = Text(3),
            RecerSysCode = Text(4),
            DevNo = Text(5),
            DevSafeInfo = Text(6),
            Cainfo = Text(7),
            Signtype = Text(8),
            Infver = Text(9),
            OpterType = Text(10),
            Opter = Text(11),
            OpterName = Text(12),
            InfTime = Text(13),
            FixmedinsCode = Text(14),
            FixmedinsName = Text(15),
            SignNo = Text(16),
            EncType = Text(EnvelopeFields.EncType),
        };
        return new ReceivedRequest(
            body, envelope, outer.Body, outer.Members, [.. outer.WrongKind.Select(i => EnvelopeFields.Request[i].Name)]);
    }

    /// <summary>Reads the outer part of a response; refuses one without <c>infcode</c>.</summary>
    public static ReceivedResponse ReadResponse(ReadOnlyMemory<byte> body, WireLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var outer = new OuterReader(body, limits, EnvelopeFields.ResponseNames, EnvelopeFields.Response.Length, EnvelopeFields.Output);
        string Text(int field) => Plain(outer.Texts[field]);
        if (outer.WrongKind.Count > 0)
        {
            throw new WireRefusedException(new Violation(
                InfnoErrorCodes.EnvelopeFieldKind, Node: "envelope", Field: EnvelopeFields.Response[outer.WrongKind[0]].Name));
        }

        if (Text(0).Length == 0)
        {
            throw new WireRefusedException(new Violation(InfnoErrorCodes.AnswerCodeMissing, Node: "envelope", Field: "infcode"));
        }

        var envelope = new ResponseEnvelope
        {
            Infcode = Text(0),
            InfRefmsgid = Text(1),
            RefmsgTime = Text(2),
            RespondTime = Text(3),
            ErrMsg = Text(4),
            WarnMsg = Text(6),
            Cainfo = Text(7),
            Signtype = Text(8),
            Enctype = Text(9),
        };
        return new ReceivedResponse(body, envelope, outer.Body, outer.Members);
    }

    private static string Plain(string? text) => text is null or "null" or "NULL" ? string.Empty : text;
}
