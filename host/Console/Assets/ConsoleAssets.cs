using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Hub.Console.Assets;

/// <summary>Style sheet and scripts, from the assembly, under names that carry their content's hash: a browser keeps each for ever.</summary>
internal static class ConsoleAssets
{
    private static readonly FrozenDictionary<string, Asset> ByPath = new Asset[]
    {
        Load("console.css", "text/css; charset=utf-8"), Load("console.js", "text/javascript; charset=utf-8"),
        Load("htmx.min.js", "text/javascript; charset=utf-8"),
    }.ToFrozenDictionary(asset => asset.Path, StringComparer.Ordinal);

    internal static string Style { get; } = PathOf("console.css");

    internal static string Script { get; } = PathOf("console.js");

    internal static string Htmx { get; } = PathOf("htmx.min.js");

    /// <summary>Answers a request for an asset; 404 for a name with another hash, so that no cache keeps the wrong thing.</summary>
    internal static async Task ServeAsync(HttpContext context)
    {
        if (!ByPath.TryGetValue("/console/assets/" + context.Request.RouteValues["name"], out var asset))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = asset.ContentType;
        context.Response.ContentLength = asset.Content.Length;
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        await context.Response.Body.WriteAsync(asset.Content, context.RequestAborted).ConfigureAwait(false);
    }

    private static string PathOf(string name) => ByPath.Values.Single(asset => asset.Name == name).Path;

    private static Asset Load(string name, string contentType)
    {
        using var resource = typeof(ConsoleAssets).Assembly.GetManifestResourceStream("Hub.Console.Assets." + name)
            ?? throw new InvalidOperationException("The asset " + name + " is not in the assembly.");
        var content = new byte[resource.Length];
        resource.ReadExactly(content);
        var hash = Convert.ToHexStringLower(SHA256.HashData(content))[..16];
        var dot = name.LastIndexOf('.');
        return new Asset(name, "/console/assets/" + name[..dot] + "." + hash + name[dot..], contentType, content);
    }

    private sealed record Asset(string Name, string Path, string ContentType, byte[] Content);
}
