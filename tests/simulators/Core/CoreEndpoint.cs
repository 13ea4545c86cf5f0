using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Hub.Simulators.Core.Faults;
using Hub.Simulators.Core.Wire;
using Microsoft.AspNetCore.Http;

namespace Hub.Simulators.Core;

/// <summary>The national interface over HTTP (A2 c): one POST, one transaction.</summary>
internal sealed class CoreEndpoint(CoreEngine engine, FaultPlan faults, FaultyAnswers faulty)
{
    private const string Path = "/fsi/api/rsfComIfsService/callService";

    /// <summary>Handles one HTTP request.</summary>
    public async Task HandleAsync(HttpContext http)
    {
        if (!http.Request.Path.StartsWithSegments(Path, StringComparison.Ordinal))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        if (!HttpMethods.IsPost(http.Request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }
        if (!TifGateway.Admits(engine.Options, http.Request.Headers))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        using CoreRequest? request = http.Request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true
            ? await MultipartUpload.ReadAsync(http.Request)
            : await ReadAsync(http.Request.BodyReader, http.RequestAborted);
        AnswerWriter writer = engine.Rent();
        try
        {
            await AnswerAsync(http, request, writer);
        }
        finally
        {
            engine.Return(writer);
        }
    }

    /// <summary>Sends a finished answer.</summary>
    public static async Task SendAsync(HttpContext http, ReadOnlyMemory<byte> answer)
    {
        http.Response.ContentType = "application/json;charset=UTF-8";
        http.Response.ContentLength = answer.Length;
        await http.Response.BodyWriter.WriteAsync(answer, http.RequestAborted);
    }

    private async Task AnswerAsync(HttpContext http, CoreRequest? request, AnswerWriter writer)
    {
        if (request is null)
        {
            engine.Refuse(writer, "报文不是有效的JSON");
            await SendAsync(http, writer.Written);
            return;
        }
        if (engine.Options.Latency > TimeSpan.Zero)
        {
            await Task.Delay(engine.Options.Latency, engine.Options.Clock, http.RequestAborted);
        }
        if (faults.Strike(request) is { } rule)
        {
            await faulty.AnswerAsync(http, request, writer, rule);
            return;
        }
        if (request.InfNo == "9102" && engine.Download(request, writer) is { } file)
        {
            http.Response.ContentType = "application/octet-stream";
            http.Response.ContentLength = file.Length;
            await http.Response.BodyWriter.WriteAsync(file, http.RequestAborted);
            return;
        }
        if (request.InfNo != "9102")
        {
            engine.Answer(request, writer);
            faulty.Remember(request, writer);
        }
        await SendAsync(http, writer.Written);
    }

    private static async Task<CoreRequest?> ReadAsync(PipeReader body, CancellationToken cancel)
    {
        while (true)
        {
            ReadResult read = await body.ReadAsync(cancel);
            ReadOnlySequence<byte> buffer = read.Buffer;
            if (read.IsCompleted)
            {
                CoreRequest? request = CoreRequest.Parse(buffer);
                body.AdvanceTo(buffer.End);
                return request;
            }
            body.AdvanceTo(buffer.Start, buffer.End);
        }
    }
}
