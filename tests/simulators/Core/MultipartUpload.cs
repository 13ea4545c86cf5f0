using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Simulators.Core.Wire;
using Microsoft.AspNetCore.Http;

namespace Hub.Simulators.Core;

/// <summary>9101 as multipart/form-data (A9.4): text part <c>jsonStr</c>, binary part <c>file</c>, read as if the bytes stood in <c>in</c>.</summary>
internal static class MultipartUpload
{
    /// <summary>The envelope with the file inside, or null when a part is missing or unreadable.</summary>
    public static async Task<CoreRequest?> ReadAsync(HttpRequest http)
    {
        IFormCollection form = await http.ReadFormAsync();
        IFormFile? file = form.Files.GetFile("file");
        if (file is null)
        {
            return null;
        }
        using var content = new MemoryStream();
        await file.CopyToAsync(content);
        try
        {
            JsonNode? envelope = JsonNode.Parse(form["jsonStr"].ToString());
            if (envelope?["input"]?["fsUploadIn"] is not JsonObject upload)
            {
                return null;
            }
            upload["in"] = Convert.ToBase64String(content.GetBuffer(), 0, (int)content.Length);
            return CoreRequest.Parse(new ReadOnlySequence<byte>(System.Text.Encoding.UTF8.GetBytes(envelope.ToJsonString())));
        }
        catch (JsonException)
        {
            // An envelope that is not JSON is answered like any other body that is not JSON.
            return null;
        }
    }
}
