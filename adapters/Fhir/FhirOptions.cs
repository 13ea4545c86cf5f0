using System.ComponentModel.DataAnnotations;

namespace Hub.Adapters.Fhir;

/// <summary>Settings of the FHIR door; section <c>Fhir</c> of hub.json.</summary>
public sealed class FhirOptions
{
    /// <summary>
    /// Whether a request may come without a signature and name its partner in <c>x-hub-partner</c>. Default false. True only behind a
    /// network that proves senders by other means.
    /// </summary>
    public bool AllowUnsigned { get; set; }

    /// <summary>How far the time of a signature may be from ours. Default 300 s, range 10–3,600 s.</summary>
    [Range(10, 3600)]
    public int SignatureToleranceSeconds { get; set; } = 300;

    /// <summary>How long a counter waits for its answer before it gets an honest 202. Default 20 s, range 1–120 s.</summary>
    [Range(1, 120)]
    public int WaitLimitSeconds { get; set; } = 20;

    /// <summary>Largest request body. Default 8 MiB, range 64 KiB – 64 MiB.</summary>
    [Range(65_536, 67_108_864)]
    public int RequestBytesMax { get; set; } = 8 * 1024 * 1024;

    /// <summary>Claims of one bundle at most. Default 50 claims, range 1–200.</summary>
    [Range(1, 200)]
    public int ClaimsPerBundleMax { get; set; } = 50;

    /// <summary>Items of one claim at most. Default 2,000 items, range 1–20,000.</summary>
    [Range(1, 20_000)]
    public int ItemsPerClaimMax { get; set; } = 2000;

    /// <summary>Findings listed in one OperationOutcome at most. Default 50 findings, range 1–1,000.</summary>
    [Range(1, 1000)]
    public int IssuesMax { get; set; } = 50;

    /// <summary>Seconds in Retry-After of a 202, 429 or 503. Default 5 s, range 1–600 s.</summary>
    [Range(1, 600)]
    public int RetryAfterSeconds { get; set; } = 5;
}
