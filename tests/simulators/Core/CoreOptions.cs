using Hub.Simulators.Institutions;

namespace Hub.Simulators.Core;

/// <summary>Settings of the bureau-core simulator.</summary>
public sealed record CoreOptions
{
    /// <summary>Port of the national interface on 127.0.0.1. Default 0 = any free port.</summary>
    public int Port { get; init; }

    /// <summary>Port of the admin API on 127.0.0.1. Default 0 = any free port.</summary>
    public int AdminPort { get; init; }

    /// <summary>Seed of people and faults. Default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The core's own division (6 digits): prefix of person numbers and answer ids. Default 430100.</summary>
    public string Division { get; init; } = "430100";

    /// <summary>JSON-lines file of the books, appended to; null = in memory only. Default null.</summary>
    public string? BooksFile { get; init; }

    /// <summary>How long booked lines may wait in memory before they are written. Default 100 ms.</summary>
    public TimeSpan BooksFlushInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>True: a settlement sent again with the same msgid gets its first answer and is not booked again. Default false.</summary>
    public bool Idempotent { get; init; }

    /// <summary>True: a 2601 that comes before its original is remembered and the late original refused. Default true.</summary>
    public bool RemembersEarlyReversals { get; init; } = true;

    /// <summary>The text with which a 2601 for an unknown original is refused; null = it succeeds (A4, 2601). Default null.</summary>
    public string? UnknownReversalRefusal { get; init; }

    /// <summary>The text with which a 5203 without a hit is refused; null = success with an empty output. Default null.</summary>
    public string? InquiryNotFoundRefusal { get; init; }

    /// <summary>True: 2304 wants 2402 first, except interim settlements (a provincial choice, A0). Default true.</summary>
    public bool DischargeBeforeSettle { get; init; } = true;

    /// <summary>The core's own time per message, waited before the work. Default 0.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Largest request body in bytes; above it the connection gets 413. Default 8 MiB.</summary>
    public int RequestBytesMax { get; init; } = 8 * 1024 * 1024;

    /// <summary>Bytes of uploaded and generated files kept; the oldest go first. Default 64 MiB.</summary>
    public long FileBytesMax { get; init; } = 64L * 1024 * 1024;

    /// <summary>TIF gateway application id; with <see cref="TifSecret"/> set, requests without the right headers get 401 (A2 b).</summary>
    public string? TifPaasId { get; init; }

    /// <summary>TIF gateway secret; null = plain transport. Default null.</summary>
    public string? TifSecret { get; init; }

    /// <summary>Where core-originated reversals are posted (the hub's callService address); null = nowhere. Default null.</summary>
    public Uri? HubUrl { get; init; }

    /// <summary>Signs the core's reversal messages (header <c>x-hub-signature</c> over the body); null = unsigned. Default null.</summary>
    public IMessageSigner? NoticeSigner { get; init; }

    /// <summary>First pause between two attempts to deliver a core-originated reversal; it doubles up to 30 s. Default 500 ms.</summary>
    public TimeSpan NotifyRetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Clock. Default the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
