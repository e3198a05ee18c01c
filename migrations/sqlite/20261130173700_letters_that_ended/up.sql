-- Letters that have reached everybody, or nobody: their texts are taken out, every hour.
CREATE INDEX activities_letters ON activities (created_at)
    WHERE kind = 'Create' AND audience = 'people' AND document <> '';
