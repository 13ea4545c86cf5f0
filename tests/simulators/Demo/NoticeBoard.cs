using System.Collections.Concurrent;
using System.Text.Json;
using Hub.Simulators.Core;
using Hub.Simulators.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Hub.Simulators.Demo;

/// <summary>Where the hub tells institutions what happened to their settlements without their asking: one address for the whole city.</summary>
internal sealed class NoticeBoard : IAsyncDisposable
{
    private const int NoticeBytesMax = 64 * 1024;
    private readonly ConcurrentDictionary<string, (string Institution, string SetlId, string State)> _notices = new(StringComparer.Ordinal);
    private WebApplication? _listener;

    /// <summary>Address for the registry.</summary>
    public Uri Url { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Notices so far, each once.</summary>
    public IReadOnlyCollection<(string Institution, string SetlId, string State)> Notices => [.. _notices.Values];

    /// <summary>Starts listening.</summary>
    public static async Task<NoticeBoard> StartAsync()
    {
        var board = new NoticeBoard();
        board._listener = await CoreListener.StartAsync(0, NoticeBytesMax, board.HandleAsync);
        board.Url = new Uri($"http://127.0.0.1:{CoreListener.PortOf(board._listener)}/notices");
        return board;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await CoreListener.StopAsync(_listener!);

    private async Task HandleAsync(HttpContext http)
    {
        using JsonDocument document = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
        JsonElement notice = document.RootElement;

        // The same notice may come twice; its id makes it one.
        _notices[notice.Text("noticeId")] = (notice.Text("fixmedinsCode"), notice.Text("setlId"), notice.Text("state"));
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
