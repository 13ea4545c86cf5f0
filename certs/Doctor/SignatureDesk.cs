using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using Hub.Certs.Registry;

namespace Hub.Certs.Doctor;

/// <summary>How much work the doctor may make; section <c>Doctor</c> of hub.json.</summary>
public sealed class DoctorOptions
{
    /// <summary>Diagnoses for one partner in a minute; more failures in that minute are refused without one. Default 30, range 0–600; 0 = none.</summary>
    [Range(0, 600)]
    public int DiagnosesPerMinute { get; set; } = 30;

    /// <summary>
    /// Diagnoses that run at the same time on this node; a refusal never waits for a free place, it goes out without a finding. Default 1, range 1–16.
    /// </summary>
    [Range(1, 16)]
    public int ConcurrencyMax { get; set; } = 1;
}

/// <summary>
/// Where doors ask about a refused signature. It asks the doctor only for registered active partners, and only so often, so that nobody
/// can make the hub work by sending rubbish. Safe for many threads.
/// </summary>
public sealed class SignatureDesk(DoctorOptions options, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, Allowance> _allowances = new(StringComparer.Ordinal);
    private int _running;

    /// <summary>The finding, or null when the partner is not active, asks too often, or the doctor is busy.</summary>
    public SignatureDiagnosis? Ask(SignatureCase received)
    {
        ArgumentNullException.ThrowIfNull(received);
        if (received.Partner.Status != PartnerStatus.Active || received.Partner.Keys.Count == 0)
        {
            return null;
        }

        var isFree = Interlocked.Increment(ref _running) <= options.ConcurrencyMax;
        try
        {
            return isFree && _allowances.GetOrAdd(received.Partner.Id, _ => new Allowance()).TryTake(time.GetUtcNow(), options.DiagnosesPerMinute)
                ? SignatureDoctor.Diagnose(received)
                : null;
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private sealed class Allowance
    {
        private readonly Lock _lock = new();
        private DateTimeOffset _start;
        private int _taken;

        internal bool TryTake(DateTimeOffset now, int limit)
        {
            lock (_lock)
            {
                if (now - _start >= Window)
                {
                    (_start, _taken) = (now, 0);
                }

                return _taken < limit && _taken++ >= 0;
            }
        }
    }
}
