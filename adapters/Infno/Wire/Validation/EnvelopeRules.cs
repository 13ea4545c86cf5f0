using System.Text;
using Hub.Adapters.Infno.Profiles;
using Hub.Adapters.Infno.Wire.Envelope;

namespace Hub.Adapters.Infno.Wire.Validation;

/// <summary>Rules of the outer fields (nhsa.md A1.1, A10.1), in the printed order.</summary>
internal static class EnvelopeRules
{
    private const string Node = "envelope";

    public static void Check(ReceivedRequest request, DateTime beijingNow, ViolationList list)
    {
        var envelope = request.Envelope;
        var profile = list.Profile;
        foreach (var name in request.WrongKind)
        {
            list.Add(InfnoErrorCodes.EnvelopeFieldKind, Node, field: name);
        }

        Lengths(request, list);
        if (profile.Find(envelope.Infno) is null && envelope.Infno.Length > 0)
        {
            list.Add(InfnoErrorCodes.UnknownTransaction, Node, field: "infno");
        }

        if (envelope.Msgid.Length > 0 && !IsMessageId(envelope.Msgid, profile.MessageIdStrict))
        {
            list.Add(InfnoErrorCodes.MessageIdPattern, Node, field: "msgid");
        }

        Division(envelope.MdtrtareaAdmvs, "mdtrtarea_admvs", list);
        Division(envelope.InsuplcAdmdvs, "insuplc_admdvs", list);
        if (profile.Versions.Count > 0 && envelope.Infver.Length > 0 && !profile.Versions.Contains(envelope.Infver))
        {
            list.Add(InfnoErrorCodes.VersionUnknown, Node, field: "infver", detail: string.Join('/', profile.Versions));
        }

        if (envelope.OpterType is not ("1" or "2" or "3" or ""))
        {
            list.Add(InfnoErrorCodes.OperatorType, Node, field: "opter_type");
        }

        Time(envelope.InfTime, beijingNow, list);
    }

    /// <summary>A1.1 #2: institution code, 14 digits of time, 4 digits. The prefix may differ from the sender (A10.1).</summary>
    private static bool IsMessageId(string msgid, bool strict) => strict
        ? msgid.Length == 30 && msgid[0] is 'H' or 'P' && msgid.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0
        : msgid.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0;

    private static void Lengths(ReceivedRequest request, ViolationList list)
    {
        var e = request.Envelope;
        ReadOnlySpan<string> texts =
        [
            e.Infno, e.Msgid, e.MdtrtareaAdmvs, e.InsuplcAdmdvs, e.RecerSysCode, e.DevNo, e.DevSafeInfo, e.Cainfo, e.Signtype,
            e.Infver, e.OpterType, e.Opter, e.OpterName, e.InfTime, e.FixmedinsCode, e.FixmedinsName, e.SignNo,
        ];
        for (var i = 0; i < texts.Length; i++)
        {
            var (name, length, required) = EnvelopeFields.Request[i];
            if (texts[i].Length == 0)
            {
                if (required && !request.WrongKind.Contains(name) && !list.Profile.EnvelopeOptional.Contains(name))
                {
                    list.Add(InfnoErrorCodes.EnvelopeFieldMissing, Node, field: name);
                }

                continue;
            }

            if (texts[i].Length > length && Characters(texts[i]) > length)
            {
                list.Add(InfnoErrorCodes.EnvelopeFieldTooLong, Node, field: name, detail: $"max {length}");
            }

            if (texts[i].AsSpan().IndexOfAnyInRange('\0', '\u001f') >= 0)
            {
                list.Add(InfnoErrorCodes.EnvelopeControlCharacter, Node, field: name);
            }
        }
    }

    private static int Characters(string text)
    {
        var count = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune;
            count++;
        }

        return count;
    }

    private static void Division(string code, string field, ViolationList list)
    {
        if (code.Length > 0 && (code.Length != 6 || code.AsSpan().IndexOfAnyExceptInRange('0', '9') >= 0))
        {
            list.Add(InfnoErrorCodes.DivisionFormat, Node, field: field);
        }
    }

    private static void Time(string text, DateTime beijingNow, ViolationList list)
    {
        if (text.Length == 0)
        {
            return;
        }

        Span<byte> bytes = stackalloc byte[64];
        if (text.Length != 19 || !Encoding.UTF8.TryGetBytes(text, bytes, out var count)
            || !WireTime.TryParse(bytes[..count], out var moment))
        {
            list.Add(InfnoErrorCodes.TimeFormat, Node, field: "inf_time");
            return;
        }

        var tolerance = list.Profile.TimeTolerance;
        if (tolerance > TimeSpan.Zero && (moment - beijingNow).Duration() > tolerance)
        {
            list.Add(InfnoErrorCodes.TimeOutsideWindow, Node, field: "inf_time", detail: $"± {(int)tolerance.TotalSeconds} s");
        }
    }
}
