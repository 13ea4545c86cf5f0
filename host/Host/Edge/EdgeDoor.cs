namespace Hub.Host.Edge;

/// <summary>
/// What the clinic's system posts to: the addresses of the national interface on the clinic's own machine. A message is on the disk before it is
/// forwarded; the answer is the hub's, or honestly that it waits.
/// </summary>
internal sealed class EdgeDoor(EdgeOptions options, EdgeStore store, EdgeForwarder forwarder, TimeProvider time, ILogger<EdgeDoor> log)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        const string national = "/fsi/api/rsfComIfsService/callService";
        foreach (var address in (string[])["/infno", "/infno/{infno}", national, national + "/{infno}"])
        {
            routes.MapPost(address, (Delegate)TakeAsync);
        }

        routes.MapGet("/edge/state", () => Results.Json(store.State));
        routes.MapGet("/edge/messages/{msgid}", (string msgid) => store.ReadById(msgid) is { } answer
            ? Results.Json(new
            {
                answer.Status, answer.Receipt, answer.AnsweredAt, answer = System.Text.Encoding.UTF8.GetString(answer.Body), answer.ReceiptJson,
            })
            : Results.NotFound());
    }

    private async Task TakeAsync(HttpContext http)
    {
        // A page in a browser on this machine may not speak for the clinic: it cannot leave this header out.
        if (http.Request.Headers.ContainsKey("Origin"))
        {
            await SayAsync(http, StatusCodes.Status403Forbidden, EdgeErrorCodes.FromBrowser).ConfigureAwait(false);
            return;
        }

        if (await ReadAsync(http.Request).ConfigureAwait(false) is not { } body)
        {
            await SayAsync(http, StatusCodes.Status413PayloadTooLarge, EdgeErrorCodes.TooLarge).ConfigureAwait(false);
            return;
        }

        if (EdgeEnvelope.Read(body) is not var (institution, _) || institution != options.Institution)
        {
            await SayAsync(http, StatusCodes.Status400BadRequest, EdgeErrorCodes.OtherInstitution).ConfigureAwait(false);
            return;
        }

        var digest = EdgeStore.DigestOf(body);
        if (store.Read(digest) is null && !await StoreAsync(http, body).ConfigureAwait(false))
        {
            return;
        }

        await forwarder.AnsweredAsync(digest).WaitAsync(TimeSpan.FromSeconds(options.WaitSeconds), time, http.RequestAborted)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (store.Read(digest) is not { } answer)
        {
            await SayAsync(http, StatusCodes.Status200OK, EdgeErrorCodes.Waits).ConfigureAwait(false);
            return;
        }

        http.Response.StatusCode = answer.Status;
        http.Response.Headers["x-hub-receipt"] = answer.Receipt;
        await WriteAsync(http, answer.Body).ConfigureAwait(false);
    }

    /// <summary>False when it could not be taken, which was said.</summary>
    private async Task<bool> StoreAsync(HttpContext http, byte[] body)
    {
        var (state, now) = (store.State, time.GetUtcNow());
        if (state.Bytes + body.Length > options.MegabytesMax * 1024L * 1024
            || (state.OldestAt is { } oldest && now - oldest > TimeSpan.FromHours(options.HoursMax)))
        {
            await SayAsync(http, StatusCodes.Status503ServiceUnavailable, EdgeErrorCodes.Full).ConfigureAwait(false);
            return false;
        }

        try
        {
            store.Add(body, now);
            forwarder.Notify();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            EdgeLog.NotStored(log, e.GetType().Name);
            await SayAsync(http, StatusCodes.Status503ServiceUnavailable, EdgeErrorCodes.NotStored).ConfigureAwait(false);
            return false;
        }
    }

    private async Task<byte[]?> ReadAsync(HttpRequest request)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(chunk, request.HttpContext.RequestAborted).ConfigureAwait(false)) > 0;)
        {
            if (buffer.Length + read > options.MessageBytesMax)
            {
                return null;
            }

            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }

    private static Task SayAsync(HttpContext http, int status, EdgeError error)
    {
        http.Response.StatusCode = status;
        return WriteAsync(http, EdgeEnvelope.Say(error));
    }

    private static async Task WriteAsync(HttpContext http, byte[] body)
    {
        http.Response.ContentType = "application/json;charset=UTF-8";
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted).ConfigureAwait(false);
    }
}
