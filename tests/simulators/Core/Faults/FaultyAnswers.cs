using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using Hub.Simulators.Core.Wire;
using Microsoft.AspNetCore.Http;

namespace Hub.Simulators.Core.Faults;

/// <summary>Carries out a fault on one request.</summary>
internal sealed class FaultyAnswers(CoreEngine engine, FaultPlan faults, Action<TimeSpan> goDown)
{
    private static readonly byte[] Html = Encoding.UTF8.GetBytes("<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>");
    private static readonly byte[] Garbage = [0x7B, 0x22, 0xFF, 0xFE, 0x00, 0x13, 0x37, 0x80, 0xC3, 0x28, 0x7D];
    private static readonly Lazy<byte[]> Bomb = new(MakeBomb);
    private readonly ConcurrentDictionary<string, byte[]> _lastAnswers = new(StringComparer.Ordinal);

    /// <summary>Keeps an answer for a later wrong correlation; free unless such a rule is in force.</summary>
    public void Remember(CoreRequest request, AnswerWriter writer)
    {
        if (faults.Rules.Count > 0 && faults.Rules.Any(rule => rule.Kind == FaultKind.WrongCorrelation))
        {
            _lastAnswers[request.InfNo] = writer.Written.ToArray();
        }
    }

    /// <summary>Does what the rule says.</summary>
    public async Task AnswerAsync(HttpContext http, CoreRequest request, AnswerWriter writer, FaultRule rule)
    {
        CancellationToken gone = http.RequestAborted;
        switch (rule.Kind)
        {
            case FaultKind.LateAnswer:
                engine.Answer(request, writer);
                await Task.Delay(rule.Delay, engine.Options.Clock, gone);
                await CoreEndpoint.SendAsync(http, writer.Written);
                break;
            case FaultKind.LateBooking:
                // The work goes on although the caller has left: that is what makes the fault nasty.
                await Task.Delay(rule.Delay, engine.Options.Clock, CancellationToken.None);
                engine.Answer(request, writer);
                await CoreEndpoint.SendAsync(http, writer.Written);
                break;
            case FaultKind.LostAnswer:
                engine.Answer(request, writer);
                http.Abort();
                break;
            case FaultKind.SilentAnswer:
                engine.Answer(request, writer);
                await Task.Delay(rule.Delay, engine.Options.Clock, gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                http.Abort();
                break;
            case FaultKind.LostRequest:
                http.Abort();
                break;
            case FaultKind.Down:
                http.Abort();
                goDown(rule.Delay);
                break;
            case FaultKind.DoubleBooking:
                engine.Answer(request, writer);
                await BookAgainAsync(http, request, writer);
                break;
            case FaultKind.ContradictingAnswer:
                await ContradictAsync(http, request, writer, rule);
                break;
            case FaultKind.Refusal:
                engine.Refuse(writer, "系统繁忙，请稍后再试");
                await CoreEndpoint.SendAsync(http, writer.Written);
                break;
            case FaultKind.WrongCorrelation:
                engine.Answer(request, writer);
                byte[] own = writer.Written.ToArray();
                byte[] other = _lastAnswers.TryGetValue(request.InfNo, out byte[]? kept) ? kept : own;
                _lastAnswers[request.InfNo] = own;
                await CoreEndpoint.SendAsync(http, other);
                break;
            default:
                await SpoilAsync(http, request, writer, rule);
                break;
        }
    }

    private async Task BookAgainAsync(HttpContext http, CoreRequest request, AnswerWriter writer)
    {
        AnswerWriter second = engine.Rent();
        engine.Answer(request, second);
        engine.Return(second);
        await CoreEndpoint.SendAsync(http, writer.Written);
    }

    private async Task ContradictAsync(HttpContext http, CoreRequest request, AnswerWriter writer, FaultRule rule)
    {
        if (engine.TryContradict(request, writer))
        {
            faults.Count(FaultKind.ContradictingAnswer, request);
        }
        else
        {
            writer.Reset();
            engine.Answer(request, writer);
            await Task.Delay(rule.Delay, engine.Options.Clock, http.RequestAborted);
        }
        await CoreEndpoint.SendAsync(http, writer.Written);
    }

    private async Task SpoilAsync(HttpContext http, CoreRequest request, AnswerWriter writer, FaultRule rule)
    {
        if (rule.Booked)
        {
            engine.Answer(request, writer);
        }
        else
        {
            engine.Refuse(writer, "");
        }
        HttpResponse response = http.Response;
        switch (rule.Kind)
        {
            case FaultKind.Http500:
                response.StatusCode = StatusCodes.Status500InternalServerError;
                break;
            case FaultKind.Http503:
                response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                break;
            case FaultKind.Html:
                response.ContentType = "text/html";
                await response.BodyWriter.WriteAsync(Html, http.RequestAborted);
                break;
            case FaultKind.Garbage:
                await CoreEndpoint.SendAsync(http, Garbage);
                break;
            case FaultKind.GarbageGzip:
                response.Headers.ContentEncoding = "gzip";
                await CoreEndpoint.SendAsync(http, Garbage);
                break;
            case FaultKind.GzipBomb:
                response.Headers.ContentEncoding = "gzip";
                await CoreEndpoint.SendAsync(http, Bomb.Value);
                break;
            case FaultKind.Truncated:
                response.ContentType = "application/json;charset=UTF-8";
                response.ContentLength = writer.Written.Length;
                await response.BodyWriter.WriteAsync(writer.Written[..(writer.Written.Length / 2)], http.RequestAborted);
                http.Abort();
                break;
            default:
                throw new InvalidOperationException($"Fault {rule.Kind} is no spoilt answer");
        }
    }

    private static byte[] MakeBomb()
    {
        const int Megabytes = 64;
        using var buffer = new MemoryStream();
        using (var zip = new GZipStream(buffer, CompressionLevel.SmallestSize))
        {
            byte[] zeros = new byte[1024 * 1024];
            for (int i = 0; i < Megabytes; i++)
            {
                zip.Write(zeros);
            }
        }
        return buffer.ToArray();
    }
}
