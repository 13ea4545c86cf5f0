using System.Text.Json;
using Hub.Adapters.Infno.Wire.Schema;

namespace Hub.Adapters.Infno.Wire.Envelope;

/// <summary>Printed outer fields with their lengths (nhsa.md A1.1, A1.2); position = order on write.</summary>
internal static class EnvelopeFields
{
    public const int Input = 17;
    public const int EncType = 18;
    public const int Output = 5;

    /// <summary>A1.1: name, length, mandatory. fixmedins_name holds 200: provinces raise the printed 20.</summary>
    public static readonly (string Name, int Length, bool Required)[] Request =
    [
        ("infno", 6, true), ("msgid", 30, true), ("mdtrtarea_admvs", 6, true), ("insuplc_admdvs", 6, false),
        ("recer_sys_code", 10, true), ("dev_no", 100, false), ("dev_safe_info", 2000, false), ("cainfo", 1024, false),
        ("signtype", 10, false), ("infver", 6, true), ("opter_type", 3, true), ("opter", 30, true), ("opter_name", 50, true),
        ("inf_time", 19, true), ("fixmedins_code", 12, true), ("fixmedins_name", 200, true), ("sign_no", 40, false),
        ("input", 0, true), ("enc_type", 10, false),
    ];

    /// <summary>A1.2: name and length.</summary>
    public static readonly (string Name, int Length)[] Response =
    [
        ("infcode", 8), ("inf_refmsgid", 30), ("refmsg_time", 17), ("respond_time", 17), ("err_msg", 200), ("output", 0),
        ("warn_msg", 200), ("cainfo", 1024), ("signtype", 10), ("enctype", 10),
    ];

    public static readonly Utf8Names RequestNames = new(Request.Select((f, i) => (f.Name, i)).Append(("encType", EncType)));

    public static readonly Utf8Names ResponseNames = new(
        Response.Select((f, i) => (f.Name, i)).Append(("enc_type", Response.Length - 1)));

    public static readonly JsonEncodedText[] RequestEncoded = [.. Request.Select(f => JsonEncodedText.Encode(f.Name))];

    public static readonly JsonEncodedText[] ResponseEncoded = [.. Response.Select(f => JsonEncodedText.Encode(f.Name))];
}
