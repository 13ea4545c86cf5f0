using System.Security.Cryptography;
using Hub.Certs.Signatures;
using Hub.Journal.Contracts;
using Hub.Journal.Evidence;
using Hub.Journal.Store;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Hub.Journal.Engine;

/// <summary>One node of the engine: its writers, its lines and its part of the lanes.</summary>
public sealed class JournalEngine : IJournal, IAsyncDisposable
{

    private readonly JournalOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly NpgsqlDataSource writing;
    private readonly NpgsqlDataSource reading;
    private readonly AnswerSlots slots = new();
    private readonly LaneTable lanes;
    private readonly Lines lines;
    private readonly Writer[] writers;
    private readonly NodeLoop node;
    private readonly RawStore raw;
    private readonly AnswerPoll answers;
    private readonly JournalMetrics metrics;
    private readonly CancellationTokenSource stopping = new();
    private Task background = Task.CompletedTask;
    private int queued;
    private int next;
    private bool started;

    public JournalEngine(
        JournalOptions options, IEnumerable<ISaga> sagas, IEnumerable<IOutboundAdapter> adapters, IEnumerable<IAnswerEncoder> encoders,
        SigningKey logKey, JournalMetrics metrics, TimeProvider time, ILogger<JournalEngine> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(metrics);
        if (options.Problems() is { Count: > 0 } problems)
        {
            throw new ArgumentException("journal options: " + string.Join("; ", problems), nameof(options));
        }

        this.options = options;
        this.time = time;
        this.logger = logger;
        this.metrics = metrics;
        writing = Connections(options, pinned: true);
        reading = Connections(options, pinned: false);
        raw = new RawStore(reading);
        lanes = new LaneTable(options.Lanes, options.Writers);
        var adapterList = adapters.ToArray();
        var catalog = new SagaCatalog(sagas, adapterList, encoders);
        Contracts = new ContractJson(catalog.Sagas.SelectMany(s => s.MessageTypes.Append(s.StateType)).Append(typeof(StoredStep)));
        lines = new Lines(adapterList.ToDictionary(
            a => a.Destination, a => new OutboundLine(a, options, time, Report, AskToSend), StringComparer.Ordinal));
        var shared = new Shared(
            options, catalog, Contracts, lanes, slots, lines, logKey, time, logger, writing, metrics,
            (w, item) => writers![w].Post(item), () => node!.Peers > 0);
        writers = [.. Enumerable.Range(0, options.Writers).Select(i => new Writer(i, shared))];
        node = new NodeLoop(shared, writers);
        answers = new AnswerPoll(reading, slots, raw);
        Book = new SettlementBook(reading, time);
        Own = new OwnMessages(reading);
        Administration = new Administration(this, reading);
        metrics.Observe(Health);
    }

    /// <summary>The settlement book.</summary>
    public ISettlementBook Book { get; }

    /// <summary>What a partner has sent, for itself.</summary>
    public IOwnMessages Own { get; }

    /// <summary>The operator's view.</summary>
    public IJournalAdministration Administration { get; }

    internal ContractJson Contracts { get; }

    internal NpgsqlDataSource Reading => reading;

    internal RawStore Raw => raw;

    /// <summary>Migrates, takes lanes, recovers what a former run left; returns when messages are accepted.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.OwnerConnectionString is { } owner)
        {
            await Schema.MigrateAsync(owner, cancellationToken).ConfigureAwait(false);
        }

        await RequireDurabilityAsync(cancellationToken).ConfigureAwait(false);
        foreach (var writer in writers)
        {
            writer.Start();
        }

        await node.TickAsync(cancellationToken).ConfigureAwait(false);
        started = true;
        background = Task.WhenAll(node.RunAsync(stopping.Token), PollAsync(), ListenAsync());
        JournalLog.Started(logger, options.Node, options.Lanes, options.Writers);
    }

    /// <summary>Accepts nothing more, waits for calls under way up to the limit, commits what is there, gives the lanes back.</summary>
    public async Task StopAsync()
    {
        if (!started)
        {
            return;
        }

        started = false;
        var until = time.GetUtcNow() + options.DrainLimit;
        while ((lines.Calls > 0 || lines.Waiting > 0) && time.GetUtcNow() < until)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System).ConfigureAwait(false);
        }

        var open = lines.Calls;
        lines.Abandon();
        await stopping.CancelAsync().ConfigureAwait(false);
        await background.ConfigureAwait(false);
        foreach (var writer in writers)
        {
            await writer.StopAsync().ConfigureAwait(false);
        }

        try
        {
            await node.ReleaseAllAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            JournalLog.LeaseFailed(logger, e.GetType().Name); // the lease runs out by itself
        }

        JournalLog.Stopped(logger, open);
    }

    /// <summary>How this node stands.</summary>
    public JournalHealth Health() => new(
        started && node.Healthy, lanes.Held().Count, writers.Sum(w => w.Queued), lines.Calls, lines.Waiting, writers.Sum(w => w.Quarantined), slots.Count);

    /// <inheritdoc/>
    public async Task<IntakeOutcome> SubmitAsync(Intake intake, TimeSpan waitLimit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(intake);
        IntakeRules.Check(intake);
        if (!started || Volatile.Read(ref queued) >= options.IntakeQueueMax)
        {
            return default(IntakeOutcome) with { Result = IntakeResult.Unavailable };
        }

        Interlocked.Increment(ref queued);
        var work = new IntakeWork(intake, SHA256.HashData(intake.Raw.Span), IntakeRules.Microseconds(intake.ReceivedAt));
        var began = time.GetTimestamp();
        Acceptance accepted;
        try
        {
            writers[WriterFor(intake)].Post(work);
            accepted = await work.Accepted.Task.WaitAsync(options.CommitLimit, time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            work.Abandoned = true;
            accepted = new(IntakeResult.Unavailable, 0, false, default, default, null, 0);
            if (!work.Accepted.TrySetResult(accepted))
            {
                accepted = await work.Accepted.Task.ConfigureAwait(false); // it was committed in this very moment
            }
        }
        finally
        {
            Interlocked.Decrement(ref queued);
        }

        return await AnswerAsync(accepted, waitLimit - time.GetElapsedTime(began), cancellationToken).ConfigureAwait(false);    }

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>?> ReceiptAsync(string contentDigestHex, CancellationToken cancellationToken) =>
        contentDigestHex is { Length: 64 } && contentDigestHex.All(char.IsAsciiHexDigitLower)
            ? await Receipts.FindAsync(reading, Convert.FromHexString(contentDigestHex), cancellationToken).ConfigureAwait(false)
            : null;

    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        await writing.DisposeAsync().ConfigureAwait(false);
        await reading.DisposeAsync().ConfigureAwait(false);
        stopping.Dispose();
    }

    internal Writer WriterOfCase(string caseName) => writers[lanes.WriterOf(lanes.LaneOf(caseName))];

    internal bool Holds(string caseName) => lanes.Find(lanes.LaneOf(caseName)) is not null;

    private static NpgsqlDataSource Connections(JournalOptions options, bool pinned)
    {
        var builder = new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
            MaxPoolSize = pinned ? options.Writers + 4 : 16,
            CommandTimeout = (int)options.StatementLimit.TotalSeconds,
            ApplicationName = "hub",
            IncludeErrorDetail = false,
        };

        // Plans made while the tables are empty stay in use when they have grown: index plans are pinned. A writer that is
        // paused inside a transaction must not hold its lanes for ever: the server ends its transaction.
        builder.Options = pinned
            ? "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c enable_bitmapscan=off"
              + " -c idle_in_transaction_session_timeout=" + string.Create(
                  System.Globalization.CultureInfo.InvariantCulture, $"{(long)options.LeaseTime.TotalMilliseconds}")
            : "-c enable_seqscan=off";

        // Named, because the name of an unnamed pool in the driver's metrics is its whole connection string.
        return new NpgsqlDataSourceBuilder(builder.ConnectionString) { Name = pinned ? "writing" : "reading" }.Build();
    }

    private int WriterFor(Intake intake) =>
        intake.Answer is null && lanes.LaneOf(intake.Case.Name) is var lane && lanes.Find(lane) is not null
            ? lanes.WriterOf(lane)
            : (int)((uint)Interlocked.Increment(ref next) % (uint)writers.Length);

    private async Task<IntakeOutcome> AnswerAsync(Acceptance accepted, TimeSpan left, CancellationToken cancellationToken)
    {
        var outcome = new IntakeOutcome(accepted.Result, accepted.MessageId, accepted.Duplicate, accepted.Answer, accepted.ReceivedAt);
        if (accepted.AnswerBatch > 0)
        {
            var bytes = await raw.ReadAsync(accepted.AnswerBatch, RawRole.Answer, accepted.MessageId, cancellationToken).ConfigureAwait(false);
            return outcome with { Answer = bytes };
        }

        if (accepted.Slot is not { } slot)
        {
            return outcome;
        }

        try
        {
            if (left > TimeSpan.Zero || slot.Answer.IsCompleted)
            {
                var limit = left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1);
                var bytes = await slot.Answer.WaitAsync(limit, time, cancellationToken).ConfigureAwait(false);
                return outcome with { Result = IntakeResult.Answered, Answer = bytes };
            }
        }
        catch (TimeoutException)
        {
            // The honest answer is "pending": the caller asks again with the same identity.
        }
        finally
        {
            slots.Leave(slot);
        }

        return outcome;
    }

    private void Report(OpenRequest request, OutcomeWork work)
    {
        metrics.Outcome(work.Outcome.Result);
        writers[lanes.WriterOf(request.Lane)].Post(work);
    }

    private void AskToSend(OpenRequest request) => writers[lanes.WriterOf(request.Lane)].Post(new MarkSendingWork(request));

    private async Task PollAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            foreach (var writer in writers)
            {
                writer.Post(new PollWork());
            }

            await answers.RunAsync(stopping.Token).ConfigureAwait(false);
            await Task.Delay(options.PollInterval, TimeProvider.System, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Other nodes say when they put something into the inbox or gave an answer; polling covers what is missed.
    private async Task ListenAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await using var connection = await reading.OpenConnectionAsync(stopping.Token).ConfigureAwait(false);
                connection.Notification += (_, notice) => Told(notice.Channel);
                await using var listen = new NpgsqlCommand("listen hub_inbox; listen hub_answer", connection);
                await listen.ExecuteNonQueryAsync(stopping.Token).ConfigureAwait(false);
                while (true)
                {
                    await connection.WaitAsync(stopping.Token).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException)
            {
                await Task.Delay(options.LeaseInterval, TimeProvider.System, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Told(string channel)
    {
        if (channel == "hub_answer")
        {
            _ = answers.RunAsync(stopping.Token);
            return;
        }

        foreach (var writer in writers)
        {
            writer.Post(new PollWork());
        }
    }

    private async Task RequireDurabilityAsync(CancellationToken cancellationToken)
    {
        if (!options.RequireDurability)
        {
            return;
        }

        await using var connection = await reading.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var command = new NpgsqlCommand(
            "select current_setting('fsync') = 'on' and current_setting('full_page_writes') = 'on' and current_setting('synchronous_commit') <> 'off'",
            connection);
        if (await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not true)
        {
            throw new SchemaException("the database may lose what it acknowledged: fsync, full_page_writes and synchronous_commit must be on");
        }
    }
}
