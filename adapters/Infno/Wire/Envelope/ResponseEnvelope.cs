namespace Hub.Adapters.Infno.Wire.Envelope;

/// <summary>The outer fields of a response, in the printed order (nhsa.md A1.2). <c>output</c> is not part of it.</summary>
public sealed record ResponseEnvelope
{
    /// <summary><c>infcode</c>: "0" success, everything else failure. Read from a number or a string.</summary>
    public required string Infcode { get; init; }

    /// <summary><c>inf_refmsgid</c>, the receiver's id: division (6), time (14), serial (10).</summary>
    public string InfRefmsgid { get; init; } = string.Empty;

    /// <summary><c>refmsg_time</c>, <c>yyyyMMddHHmmssSSS</c>.</summary>
    public string RefmsgTime { get; init; } = string.Empty;

    /// <summary><c>respond_time</c>, <c>yyyyMMddHHmmssSSS</c>.</summary>
    public string RespondTime { get; init; } = string.Empty;

    /// <summary><c>err_msg</c>, at most 200 characters.</summary>
    public string ErrMsg { get; init; } = string.Empty;

    /// <summary><c>warn_msg</c>; written only when not empty.</summary>
    public string WarnMsg { get; init; } = string.Empty;

    /// <summary><c>cainfo</c>; written only when not empty.</summary>
    public string Cainfo { get; init; } = string.Empty;

    /// <summary><c>signtype</c>; written only when not empty.</summary>
    public string Signtype { get; init; } = string.Empty;

    /// <summary><c>enctype</c>; written only when not empty.</summary>
    public string Enctype { get; init; } = string.Empty;

    /// <summary>True when <see cref="Infcode"/> is a number equal to 0, however it is written.</summary>
    public bool IsSuccess => Infcode.Length > 0 && Infcode.All(c => c == '0');
}
