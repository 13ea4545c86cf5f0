using System.Text.Json;
using Hub.Simulators.Core.Files;
using Hub.Simulators.Core.Wire;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Core.Transactions;

/// <summary>9101 and 9102.</summary>
internal static class FileTransactions
{
    /// <summary>9101: keeps the file (<c>in</c> as Base64 text or as an array of byte values) and returns its ticket.</summary>
    public static void Upload(CoreState state, CoreRequest request, Utf8JsonWriter output)
    {
        JsonElement data = request.Input.RequiredNode("fsUploadIn");
        string name = data.Required("filename");
        var file = new ShelvedFile(state.NextId('8'), name, request.Institution, ReadBytes(data));
        state.Files.Put(file);
        output.WriteStartObject();
        output.WriteString("file_qury_no"u8, file.Ticket);
        output.WriteString("filename"u8, name);
        output.WriteString("fixmedins_code"u8, request.Institution);
        output.WriteString("dld_endtime"u8, ChinaTime.Stamp(state.Now.AddDays(1)));
        output.WriteEndObject();
    }

    /// <summary>9102: the bytes of a ticket that belongs to the caller, or a refusal.</summary>
    public static byte[] Download(CoreState state, CoreRequest request)
    {
        JsonElement data = request.Input.RequiredNode("fsDownloadIn");
        ShelvedFile? file = state.Files.Find(data.Required("file_qury_no"));
        return file is not null && file.Institution == request.Institution ? file.Content : throw new CoreRefusalException("文件不存在");
    }

    private static byte[] ReadBytes(JsonElement data)
    {
        if (data.TryGetProperty("in", out JsonElement bytes))
        {
            if (bytes.ValueKind == JsonValueKind.String && bytes.TryGetBytesFromBase64(out byte[]? decoded))
            {
                return decoded;
            }
            if (bytes.ValueKind == JsonValueKind.Array)
            {
                // Java clients send signed bytes.
                return [.. bytes.EnumerateArray().Select(value =>
                    value.TryGetInt32(out int number) && number is >= -128 and <= 255
                        ? unchecked((byte)number)
                        : throw new CoreRefusalException("字段 in 不是有效文件数据"))];
            }
        }
        throw new CoreRefusalException("字段 in 不是有效文件数据");
    }
}
