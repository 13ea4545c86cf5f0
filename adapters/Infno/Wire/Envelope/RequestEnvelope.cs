namespace Hub.Adapters.Infno.Wire.Envelope;

/// <summary>
/// The outer fields of a request, in the printed order (nhsa.md A1.1). Text exactly as sent; empty text for what was
/// absent, null, "null" or "NULL". <c>input</c> is not part of it.
/// </summary>
public sealed record RequestEnvelope
{
    /// <summary><c>infno</c>, transaction number, C(4), up to 6 with suffix.</summary>
    public required string Infno { get; init; }

    /// <summary><c>msgid</c>, the sender's message id and idempotency key, C(30).</summary>
    public required string Msgid { get; init; }

    /// <summary><c>mdtrtarea_admvs</c>, division of treatment, C(6).</summary>
    public string MdtrtareaAdmvs { get; init; } = string.Empty;

    /// <summary><c>insuplc_admdvs</c>, division of insurance, C(6); required when the input holds a <c>psn_no</c>.</summary>
    public string InsuplcAdmdvs { get; init; } = string.Empty;

    /// <summary><c>recer_sys_code</c>, receiving system, C(10).</summary>
    public string RecerSysCode { get; init; } = string.Empty;

    /// <summary><c>dev_no</c>, device, C(100).</summary>
    public string DevNo { get; init; } = string.Empty;

    /// <summary><c>dev_safe_info</c>, device safety information, C(2000).</summary>
    public string DevSafeInfo { get; init; } = string.Empty;

    /// <summary><c>cainfo</c>, signature, C(1024).</summary>
    public string Cainfo { get; init; } = string.Empty;

    /// <summary><c>signtype</c>, C(10): SM2 or SM3.</summary>
    public string Signtype { get; init; } = string.Empty;

    /// <summary><c>infver</c>, interface version, C(6).</summary>
    public string Infver { get; init; } = string.Empty;

    /// <summary><c>opter_type</c>, C(3): 1 operator, 2 terminal, 3 mobile.</summary>
    public string OpterType { get; init; } = string.Empty;

    /// <summary><c>opter</c>, operator code, C(30).</summary>
    public string Opter { get; init; } = string.Empty;

    /// <summary><c>opter_name</c>, C(50). Personal data.</summary>
    public string OpterName { get; init; } = string.Empty;

    /// <summary><c>inf_time</c>, DT.</summary>
    public string InfTime { get; init; } = string.Empty;

    /// <summary><c>fixmedins_code</c>, institution, C(12).</summary>
    public string FixmedinsCode { get; init; } = string.Empty;

    /// <summary><c>fixmedins_name</c>, C(20) printed, 200 here (A1.1 #16).</summary>
    public string FixmedinsName { get; init; } = string.Empty;

    /// <summary><c>sign_no</c>, sign-in serial, C(30).</summary>
    public string SignNo { get; init; } = string.Empty;

    /// <summary><c>enc_type</c> / <c>encType</c>; empty when absent. Written only when not empty.</summary>
    public string EncType { get; init; } = string.Empty;
}
