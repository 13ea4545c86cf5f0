using Hub.Host.Configuration;
using Hub.Host.Serving;
using Hub.Journal;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Hub.Host.Health;

/// <summary>Not ready while draining.</summary>
internal sealed class DrainCheck(Readiness readiness) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(readiness.IsDraining ? HealthCheckResult.Unhealthy("draining") : HealthCheckResult.Healthy());
}

/// <summary>The database answers, takes writes, and its clock agrees with this machine's.</summary>
internal sealed class DatabaseCheck(NpgsqlDataSource database, HealthOptions options, TimeProvider time) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var before = time.GetUtcNow();
        await using var command = database.CreateCommand("select clock_timestamp(), pg_is_in_recovery()");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        var theirs = reader.GetFieldValue<DateTimeOffset>(0);
        var after = time.GetUtcNow();
        if (reader.GetBoolean(1))
        {
            return HealthCheckResult.Unhealthy("the database is a standby and takes no writes");
        }

        // Between before and after anything is right; outside of it the nearer end tells the skew.
        var skew = theirs < before ? before - theirs : theirs > after ? theirs - after : TimeSpan.Zero;
        var data = new Dictionary<string, object> { ["clockSkewMilliseconds"] = (long)skew.TotalMilliseconds };
        return skew > options.ClockSkewMax
            ? HealthCheckResult.Degraded("this machine's clock and the database's differ too much", data: data)
            : HealthCheckResult.Healthy(data: data);
    }
}

/// <summary>The engine runs and every lane has an owner that lives.</summary>
internal sealed class LanesCheck(IJournalAdministration journal) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var ours = journal.Health();
        var lanes = await journal.LanesAsync(cancellationToken).ConfigureAwait(false);
        var data = new Dictionary<string, object>
        {
            ["lanes"] = lanes.Count,
            ["owned"] = lanes.Count(lane => lane is { Owner: not null, Alive: true }),
            ["ours"] = ours.Lanes,
            ["queued"] = ours.Queued,
            ["calls"] = ours.Calls,
            ["quarantined"] = ours.Quarantined,
        };
        return ours.Ready
            ? lanes.All(lane => lane is { Owner: not null, Alive: true })
                ? HealthCheckResult.Healthy(data: data)
                : HealthCheckResult.Degraded("some lanes have no owner: their cases wait", data: data)
            : HealthCheckResult.Unhealthy("the engine is not started, or its store does not answer", data: data);
    }
}

/// <summary>Effects do not wait too long to be sent.</summary>
internal sealed class OutboxCheck(NpgsqlDataSource database, HealthOptions options, TimeProvider time) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var command = database.CreateCommand("select count(*), min(at) from outbox where state = 0");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        var age = await reader.IsDBNullAsync(1, cancellationToken).ConfigureAwait(false)
            ? TimeSpan.Zero
            : time.GetUtcNow() - reader.GetFieldValue<DateTimeOffset>(1);
        var data = new Dictionary<string, object> { ["waiting"] = reader.GetInt64(0), ["oldestSeconds"] = (long)age.TotalSeconds };
        return age > options.OutboxAgeMax
            ? HealthCheckResult.Degraded("requests wait too long to be sent: is the other side reachable?", data: data)
            : HealthCheckResult.Healthy(data: data);
    }
}

/// <summary>The newest message is under a signed head.</summary>
internal sealed class EvidenceCheck(NpgsqlDataSource database, HealthOptions options, TimeProvider time) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var command = database.CreateCommand(
            "select (select at from message order by id desc limit 1), (select head_at from evidence_batch order by batch desc limit 1)");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (await reader.IsDBNullAsync(0, cancellationToken).ConfigureAwait(false))
        {
            return HealthCheckResult.Healthy("no message yet");
        }

        var head = await reader.IsDBNullAsync(1, cancellationToken).ConfigureAwait(false)
            ? DateTimeOffset.MinValue
            : DateTimeOffset.UnixEpoch.AddMicroseconds(reader.GetInt64(1));
        var data = new Dictionary<string, object> { ["headAgeSeconds"] = (long)(time.GetUtcNow() - head).TotalSeconds };
        return reader.GetFieldValue<DateTimeOffset>(0) - head > options.EvidenceHeadAgeMax
            ? HealthCheckResult.Degraded("the newest message is not under a signed head", data: data)
            : HealthCheckResult.Healthy(data: data);
    }
}

/// <summary>There is room on the disk of the data folder.</summary>
internal sealed class DiskCheck(HubOptions options) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var free = DiskSpace.FreeBytes(options.Database.DataFolder);
        var data = new Dictionary<string, object> { ["freeBytes"] = free };
        return Task.FromResult(free < options.Health.DiskFreeBytesMin
            ? HealthCheckResult.Unhealthy("the disk is nearly full", data: data)
            : HealthCheckResult.Healthy(data: data));
    }
}
